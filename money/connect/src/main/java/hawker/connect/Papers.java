package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Files that prove what an account or a person told: {@code documents[proof_of_address][files]},
 * {@code verification[document][front]}. They are never shown again, as with Stripe; what they
 * prove is seen in the requirements.
 */
final class Papers {

    /** What is proven of a company itself: its name, its numbers. */
    private static final List<String> OF_COMPANY =
            List.of(
                    "company_license",
                    "company_memorandum_of_association",
                    "company_ministerial_decree",
                    "company_registration_verification",
                    "company_tax_id_verification");

    private static final Set<String> PURPOSES =
            Set.of("account_requirement", "additional_verification", "identity_document");

    private Papers() {}

    /** {@code documents} of an account. */
    static Param ofAccount() {
        var kinds = new ArrayList<Param>();
        for (var kind : OF_COMPANY) kinds.add(files(kind));
        kinds.add(files("bank_account_ownership_verification"));
        kinds.add(files("proof_of_address"));
        var signer = Param.hash("signer", Param.id("person"));
        for (var kind : List.of("proof_of_registration", "proof_of_ultimate_beneficial_ownership"))
            kinds.add(Param.hash(kind, list(), signer));
        return Param.hash("documents", kinds.toArray(Param[]::new));
    }

    /** {@code documents} of a person. */
    static Param ofPerson() {
        return Param.hash(
                "documents", files("company_authorization"), files("passport"), files("visa"));
    }

    static Param ofExternal() {
        return Param.hash("documents", files("bank_account_ownership_verification"));
    }

    /** {@code verification[document]} and the like. */
    static Param twoSides(String name) {
        return Param.hash(name, Param.id("back").nullable(), Param.id("front").nullable());
    }

    private static Param files(String kind) {
        return Param.hash(kind, list());
    }

    private static Param list() {
        return Param.texts("files", 255);
    }

    /**
     * Refuses files that are not there, or were handed in for something else.
     *
     * @param told of an account, a company, or a person
     * @param owners who may have handed them in: the platform, the account itself
     * @throws ApiError 400
     */
    static void check(Params told, Confided kept, List<AccountId> owners) {
        told.hash("documents").ifPresent(kinds -> checkKinds(kinds, kept, owners));
        told.hash("verification").ifPresent(sides -> checkSides(sides, kept, owners));
        for (var part : List.of("company", "individual"))
            told.hash(part).ifPresent(inner -> check(inner, kept, owners));
    }

    private static void checkKinds(Params kinds, Confided kept, List<AccountId> owners) {
        for (var kind : ofBoth())
            kinds.hash(kind)
                    .ifPresent(of ->
                            of.texts("files")
                                    .forEach(
                                            file -> check(file, of.nameOf("files"), kept, owners)));
    }

    private static List<String> ofBoth() {
        var all = new ArrayList<>(OF_COMPANY);
        all.addAll(
                List.of(
                        "bank_account_ownership_verification",
                        "company_authorization",
                        "passport",
                        "proof_of_address",
                        "proof_of_registration",
                        "proof_of_ultimate_beneficial_ownership",
                        "visa"));
        return all;
    }

    private static void checkSides(Params sides, Confided kept, List<AccountId> owners) {
        for (var which : List.of("additional_document", "document"))
            sides.hash(which)
                    .ifPresent(of -> {
                        for (var side : List.of("back", "front"))
                            of.text(side)
                                    .ifPresent(file -> check(file, of.nameOf(side), kept, owners));
                    });
    }

    private static void check(String file, String param, Confided kept, List<AccountId> owners) {
        boolean test = owners.stream().noneMatch(AccountId::livemode);
        if (test && TestValues.isDocument(file)) return;
        var purpose =
                owners.stream().flatMap(owner -> kept.purpose(owner, file).stream()).findFirst();
        if (purpose.isEmpty()) throw ApiError.missingReference("file", file, param);
        if (!PURPOSES.contains(purpose.get()))
            throw ApiError.parameterInvalid(
                    param,
                    "The file "
                            + file
                            + " was uploaded for the purpose "
                            + purpose.get()
                            + ", and can prove nothing of an account.");
    }

    /** Refuses a signer whom the account does not know. */
    static void checkSigners(Params told, Whole whole) {
        var kinds = told.hash("documents");
        for (var kind : ofBoth()) {
            var signer = kinds.flatMap(k -> k.hash(kind)).flatMap(k -> k.hash("signer"));
            var person = signer.flatMap(one -> one.text("person"));
            if (person.isPresent() && whole.person(person.get()).isEmpty())
                throw ApiError.missingReference(
                        "person", person.get(), signer.get().nameOf("person"));
        }
    }

    /** Whether papers prove a company: its name and its numbers. */
    static boolean proveCompany(ObjectNode company, ObjectNode papers) {
        return front(company, "document").filter(TestValues::documentVerifies).isPresent()
                || OF_COMPANY.stream().anyMatch(kind -> prove(papers, kind));
    }

    /** Whether one of the files of a kind is good. */
    static boolean prove(ObjectNode papers, String kind) {
        return StreamSupport.stream(papers.path(kind).path("files").spliterator(), false)
                .anyMatch(file -> TestValues.documentVerifies(file.asText()));
    }

    /** The front of {@code verification[document]} or {@code verification[additional_document]}. */
    static Optional<String> front(ObjectNode details, String which) {
        var front = details.path("verification").path(which).path("front");
        return front.isTextual() ? Optional.of(front.asText()) : Optional.empty();
    }
}
