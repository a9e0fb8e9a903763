// An element that asks a business for its tax number: country, kind where a country has several, number, name. What
// is typed goes to the page, which may have it. The messages stand in money/elements/README.md.
"use strict";
{
    const root = document.getElementById("element");
    const { channel, parent: parentOrigin } = root.dataset;
    const input = (name) => document.getElementById(name);
    const names = ["tax_country", "tax_kind", "tax_id", "business_name"];
    const framed = parent !== window;
    let options = {};
    let chosen = false;
    let filled = false;
    let last = "";

    // Stripe's kinds beside the VAT numbers of the EU: the country is in front.
    const KINDS = (
        "ad_nrt ae_trn al_tin am_tin ao_tin ar_cuit au_abn au_arn aw_tin az_tin ba_tin bb_tin bd_bin bf_ifu bh_vat bj_ifu bo_tin br_cnpj br_cpf " +
        "bs_tin by_tin ca_bn ca_gst_hst ca_pst_bc ca_pst_mb ca_pst_sk ca_qst cd_nif ch_vat ch_uid cl_tin cm_niu cn_tin co_nit cr_tin cv_nif do_rcn " +
        "ec_ruc eg_tin es_cif et_tin gb_vat ge_vat gn_nif hk_br id_npwp il_vat in_gst is_vat jp_cn jp_rn jp_trn ke_pin kg_tin kh_tin kr_brn kz_bin " +
        "la_tin li_vat li_uid lk_vat ma_vat md_vat me_pib mk_vat mr_nif mx_rfc my_frp my_itn my_sst ng_tin no_vat no_voec np_pan nz_gst om_vat pe_ruc " +
        "ph_tin rs_pib ru_inn ru_kpp sa_vat sg_gst sg_uen sn_ninea sr_fin sv_nit th_vat tj_tin tr_tin tw_vat tz_vat ua_vat ug_tin us_ein uy_ruc uz_tin " +
        "uz_vat ve_rif vn_tin za_vat zm_tin zw_tin"
    ).split(" ");
    const UNION = new Set("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "));
    const kindsOf = (country) => [
        ...(UNION.has(country) || country === "XI" ? [`${country.toLowerCase()}_vat`] : []),
        ...KINDS.filter((kind) => kind.startsWith(`${country.toLowerCase()}_`)),
    ];
    const outward = (kind) => (UNION.has(kind.slice(0, 2).toUpperCase()) && kind.endsWith("_vat") ? "eu_vat" : kind === "xi_vat" ? "gb_vat" : kind);
    const label = (kind) => kind.slice(3).toUpperCase().replace("_", " / ");

    const FORMS = { eu_vat: /^[A-Z]{2}[0-9A-Z+*.]{2,13}$/, gb_vat: /^(GB|XI)?\d{9}(\d{3})?$/, au_abn: /^\d{11}$/, us_ein: /^\d{2}-?\d{7}$/ };
    const USUAL = /^[0-9A-Z][0-9A-Z ./+&*-]{1,39}$/;

    const kind = () => input("tax_kind").value;
    const number = () => {
        const typed = input("tax_id").value.trim().toUpperCase();
        return ["eu_vat", "gb_vat", "au_abn"].includes(outward(kind())) ? typed.replace(/[\s-]/g, "") : typed;
    };
    const asksName = () => options.fields?.businessName !== "never";
    const visible = () => options.visibility === "always" || (options.visibility !== "never" && kindsOf(input("tax_country").value).length > 0);
    const needs = (name) => options.validation?.[name]?.required === "always" || (options.required && options.validation?.[name]?.required !== "never");

    function problem(name, whole) {
        const text = input(name).value.trim();
        if (name === "business_name") {
            const wanted = asksName() && (needs("businessName") || input("tax_id").value.trim());
            return whole && wanted && !text ? ["Enter the name of the business.", "incomplete_business_name"] : false;
        }
        if (!text) return whole && needs("taxId") ? ["Enter the tax number.", "incomplete_tax_id"] : false;
        if (whole && !(FORMS[outward(kind())] ?? USUAL).test(number())) return ["This number is not complete or not of this kind.", "invalid_tax_id"];
        return false;
    }

    function mark(name, found) {
        const error = input(`${name}-error`);
        error.textContent = found ? found[0] : "";
        error.hidden = !found;
        input(name).setAttribute("aria-invalid", found ? "true" : "false");
        measure();
    }

    const typed = ["tax_id", "business_name"];
    const empty = () => typed.every((name) => !input(name).value.trim());

    function state() {
        const isEmpty = empty();
        return {
            complete: visible() && !isEmpty && typed.every((name) => !problem(name, true)),
            empty: isEmpty,
            visible: visible(),
            value: { businessName: input("business_name").value.trim(), taxId: number(), taxIdType: kind(), externalTaxIdType: outward(kind()) },
        };
    }

    function changed() {
        const now = JSON.stringify(state());
        if (now === last) return;
        last = now;
        tell({ type: "change", state: state() });
    }

    function kinds() {
        const before = kind();
        const all = kindsOf(input("tax_country").value);
        input("tax_kind").replaceChildren(...all.map((each) => Object.assign(document.createElement("option"), { value: each, textContent: label(each) })));
        if (all.includes(before)) input("tax_kind").value = before;
        input("tax_kind").closest(".hk-field").hidden = all.length < 2;
        input("business_name").closest(".hk-field").hidden = !asksName();
        root.hidden = !visible();
        measure();
    }

    // The countries of the list, without those that have no tax number.
    for (const option of [...input("tax_country").options]) if (!kindsOf(option.value).length) option.remove();

    for (const name of names) {
        const field = input(name);
        field.addEventListener("input", () => {
            if (name === "tax_country") chosen = true;
            if (name === "tax_country") kinds();
            for (const each of typed) mark(each, problem(each, false));
            changed();
        });
        field.addEventListener("focus", () => tell({ type: "focus" }));
        field.addEventListener("blur", () => {
            if (typed.includes(name) && field.value) mark(name, problem(name, true));
            tell({ type: "blur" });
        });
        field.addEventListener("keydown", ({ key }) => key === "Escape" && tell({ type: "escape" }));
    }

    function tell(message) {
        if (framed) parent.postMessage({ channel, ...message }, parentOrigin);
    }

    function measure() {
        tell({ type: "height", height: Math.ceil(root.getBoundingClientRect().height) });
    }

    const deeds = {
        set: ({ options: given }) => {
            options = { ...options, ...given };
            ElementLook.appearance(options.appearance);
            const { businessName, taxIdType, taxId } = options.defaultValues ?? {};
            if (!chosen) {
                const wanted = taxIdType?.slice(0, 2).toUpperCase() ?? options.country ?? "US";
                input("tax_country").value = kindsOf(wanted).length ? wanted : "US";
            }
            kinds();
            if (!filled && taxIdType) input("tax_kind").value = taxIdType;
            if (!filled && taxId) input("tax_id").value = taxId.slice(0, 40);
            if (!filled && businessName) input("business_name").value = businessName.slice(0, 200);
            filled = true;
            changed();
        },
        check: ({ request }) => {
            const wrong = visible() ? typed.filter((name) => (mark(name, problem(name, true)), problem(name, true))) : [];
            if (wrong.length) input(wrong[0]).focus();
            const [message, code] = wrong.length ? problem(wrong[0], true) : [];
            tell({ type: "answer", request, ...(wrong.length ? { error: { type: "validation_error", code, message } } : { result: state() }) });
        },
        value: ({ request }) => tell({ type: "answer", request, result: state() }),
        focus: () => input("tax_id").focus(),
        blur: () => document.activeElement?.blur(),
        clear: () => {
            for (const name of typed) {
                input(name).value = "";
                mark(name, false);
            }
            changed();
        },
    };

    addEventListener("message", (event) => {
        if (!framed || event.origin !== parentOrigin || event.source !== parent) return;
        const message = event.data;
        if (message?.channel === channel && Object.hasOwn(deeds, message.type)) deeds[message.type](message);
    });
    new ResizeObserver(measure).observe(root);
    tell({ type: "ready" });
}
