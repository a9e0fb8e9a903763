// What digits of a card may look like: brands, lengths, groups, check digit, and what is wrong with what was
// typed. Both scripts of the card fields use it; nothing here keeps or sends anything.
"use strict";
const CardRules = (() => {
    // Leading digits, lengths, places of gaps, digits of the security code.
    const BRANDS = [
        ["amex", "American Express", /^3[47]/, [15], [4, 10], 4],
        ["diners", "Diners Club", /^3(0[0-5]|[689])/, [14, 15, 16, 17, 18, 19], [4, 10], 3],
        ["jcb", "JCB", /^35(2[89]|[3-8])/, [16, 17, 18, 19], [4, 8, 12], 3],
        ["eftpos_au", "eftpos", /^6280/, [16], [4, 8, 12], 3],
        ["discover", "Discover", /^(6011|64[4-9]|65)/, [16, 17, 18, 19], [4, 8, 12], 3],
        ["unionpay", "UnionPay", /^(62|81)/, [16, 17, 18, 19], [4, 8, 12], 3],
        ["mastercard", "Mastercard", /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16], [4, 8, 12], 3],
        ["visa", "Visa", /^4/, [13, 16, 19], [4, 8, 12], 3],
    ].map(([id, name, lead, lengths, gaps, code]) => ({ id, name, lead, lengths, gaps, code }));
    const UNKNOWN = { id: "unknown", name: "", lengths: [12, 13, 14, 15, 16, 17, 18, 19], gaps: [4, 8, 12, 16], code: 0 };

    const digits = (text) => text.replace(/\D/g, "");
    const brandOf = (number) => BRANDS.find((b) => b.lead.test(number)) ?? UNKNOWN;

    function luhn(number) {
        let sum = 0;
        for (let i = 0; i < number.length; i++) {
            let digit = Number(number[number.length - 1 - i]);
            if (i % 2) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 === 0;
    }

    // Writes grouped digits back without moving the caret away from the digit it stood behind.
    function regroup(input, text) {
        if (input.value === text) return;
        const before = digits(input.value.slice(0, input.selectionStart ?? 0)).length;
        input.value = text;
        let at = 0;
        for (let seen = 0; at < text.length && seen < before; at++) if (/\d/.test(text[at])) seen++;
        while (at < text.length && !/\d/.test(text[at])) at++;
        if (document.activeElement === input) input.setSelectionRange(at, at);
    }

    function grouped(number, gaps) {
        const parts = [];
        let from = 0;
        for (const gap of [...gaps, number.length]) {
            if (gap > from) parts.push(number.slice(from, gap));
            from = Math.max(from, gap);
        }
        return parts.filter(Boolean).join(" ");
    }

    function expiryText(text) {
        let typed = digits(text).slice(0, 4);
        if (/^[2-9]/.test(typed)) typed = `0${typed}`.slice(0, 4);
        if (typed.length < 2) return typed;
        return /\/\s*$/.test(text) || typed.length > 2 ? `${typed.slice(0, 2)} / ${typed.slice(2)}` : typed;
    }

    // Puts what was typed into its usual form.
    function tidy(name, input) {
        if (name === "number") {
            const number = digits(input.value).slice(0, 19);
            regroup(input, grouped(number, brandOf(number).gaps));
        } else if (name === "expiry") {
            regroup(input, expiryText(input.value));
        } else if (name === "cvc") {
            regroup(input, digits(input.value).slice(0, 4));
        }
    }

    // ——— what is wrong: a message and a code, or nothing. Whole: nobody is typing any more ———

    function number(text, whole) {
        const typed = digits(text);
        const brand = brandOf(typed);
        if (!typed) return whole && ["Enter the card number.", "incomplete_number"];
        const longest = Math.max(...brand.lengths);
        if (typed.length > longest) return ["This number has too many digits.", "invalid_number"];
        if (!brand.lengths.includes(typed.length)) return whole && ["The card number is incomplete.", "incomplete_number"];
        if (!luhn(typed))
            return (whole || typed.length === longest) && ["This card number is not right. Check the digits.", "invalid_number"];
        return false;
    }

    function expiry(text, whole) {
        const typed = digits(text);
        if (typed.length < 4) return whole && ["Enter month and year, like 04 / 29.", "incomplete_expiry"];
        const month = Number(typed.slice(0, 2));
        const year = 2000 + Number(typed.slice(2));
        const now = new Date();
        if (month < 1 || month > 12) return ["The month goes from 01 to 12.", "invalid_expiry_month"];
        if (year * 12 + month - 1 < now.getFullYear() * 12 + now.getMonth())
            return ["This card has expired.", "invalid_expiry_year_past"];
        if (year > now.getFullYear() + 50) return ["Check the year.", "invalid_expiry_year"];
        return false;
    }

    // The code's length depends on the brand: three digits, or four.
    function cvc(text, wanted, whole) {
        const typed = digits(text);
        const enough = wanted ? typed.length === wanted : typed.length >= 3;
        if (enough) return false;
        const where = wanted === 4 ? "the 4 digits on the front" : "the 3 digits on the back";
        return whole && [`Enter ${where}.`, "incomplete_cvc"];
    }

    function postal(text, required, whole) {
        return whole && required && !text.trim() && ["Enter the ZIP or postal code.", "incomplete_zip"];
    }

    // Whether nothing more is to be typed here, so that the next field may have the focus.
    function isFull(name, text) {
        const typed = digits(text);
        if (name === "number") return typed.length === Math.max(...brandOf(typed).lengths) || typed.length === 16;
        return name === "expiry" && typed.length === 4;
    }

    // The parameters of the API, as far as these values have them.
    function params(values) {
        const sent = { number: digits(values.number) };
        if (values.expiry !== undefined) {
            const typed = digits(values.expiry);
            sent.exp_month = String(Number(typed.slice(0, 2)));
            sent.exp_year = `20${typed.slice(2)}`;
        }
        if (values.cvc !== undefined) sent.cvc = digits(values.cvc);
        return sent;
    }

    return { digits, brandOf, tidy, number, expiry, cvc, postal, isFull, params };
})();
