package hawker.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.ApiKeyKind;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.PageRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountsTest {

    private final Story story = new Story();
    private final Accounts accounts = story.accounts;

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void an_account_opens_with_a_pair_of_test_keys_and_its_owner() {
        var opened = story.shop("summit");
        var account = opened.account();
        assertThat(account.id().livemode()).isTrue();
        assertThat(opened.publishableKey().secret()).startsWith("pk_test_");
        assertThat(opened.secretKey().secret()).startsWith("sk_test_");
        assertThat(accounts.find(account.id())).contains(account);
        assertThat(accounts.find(account.id().test())).contains(account);
        assertThat(accounts.byText(account.id().text())).contains(account);
        assertThat(accounts.members(account.id().test()))
                .singleElement()
                .satisfies(member -> assertThat(member.role()).isEqualTo(Role.OWNER));
        assertThat(accounts.keys(account.id().test())).hasSize(2);
        assertThat(accounts.keys(account.id())).isEmpty();
    }

    @Test
    void people_and_shops_share_one_space_of_handles() {
        var opened = story.shop("summit");
        var person = story.person("maria");
        assertThat(accounts.byHandle("@Summit"))
                .contains(new Handle.OfAccount("summit", opened.account().id()));
        assertThat(accounts.byHandle("maria")).contains(new Handle.OfPerson("maria", person.id()));
        assertThat(accounts.byHandle("nobody")).isEmpty();
        assertThat(accounts.accountByHandle("maria")).isEmpty();
        assertThat(accounts.openAccount(Story.wanted("maria"), person.id()))
                .isEqualTo(new OpenedAccount.HandleTaken("maria"));
        assertThat(accounts.signUp(NewPerson.of("summit", "S", "s@example.com", Story.PASSWORD)))
                .isEqualTo(new SignedUp.HandleTaken("summit"));
    }

    @Test
    void who_is_refused_a_handle_can_sign_up_with_another() {
        story.person("maria");
        var second = NewPerson.of("maria", "M", "m2@example.com", Story.PASSWORD);
        assertThat(accounts.signUp(second)).isInstanceOf(SignedUp.HandleTaken.class);
        assertThat(accounts.signUp(second.withHandle("maria2")))
                .isInstanceOf(SignedUp.Welcome.class);
    }

    @Test
    void fields_that_cannot_be_are_named() {
        var owner = story.person("maria").id();
        for (var handle : List.of("ab", "x".repeat(31), "a b", "-ab", "admin", "ünal", ""))
            assertThat(accounts.openAccount(Story.wanted(handle), owner))
                    .as(handle)
                    .isInstanceOf(OpenedAccount.Invalid.class);
        assertThat(
                        accounts.openAccount(
                                NewAccount.of("tents", "Shop", "XX", Currency.USD, "a@b.ch"),
                                owner))
                .isEqualTo(new OpenedAccount.Invalid("country", "Choose a country."));
        assertThat(accounts.signUp(NewPerson.of("peter", "P", "p@example.com", "short")))
                .isInstanceOfSatisfying(
                        SignedUp.Invalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("password"));
        assertThat(accounts.signUp(NewPerson.of("peter", "P", "no mail", Story.PASSWORD)))
                .isInstanceOfSatisfying(
                        SignedUp.Invalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("email"));
    }

    @Test
    void an_operator_may_have_a_reserved_handle() {
        var operator = NewPerson.operator("operator", "Op", "op@example.com", Story.PASSWORD);
        assertThat(accounts.signUp(operator))
                .isInstanceOfSatisfying(
                        SignedUp.Welcome.class,
                        welcome -> assertThat(welcome.person().operator()).isTrue());
    }

    @Test
    void of_many_who_want_one_handle_at_once_one_gets_it() throws Exception {
        var barrier = new CyclicBarrier(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var racing = new ArrayList<Future<SignedUp>>();
            for (int i = 0; i < 8; i++) {
                var wanted = NewPerson.of("maria", "M", "m" + i + "@example.com", Story.PASSWORD);
                racing.add(
                        threads.submit(() -> {
                            barrier.await();
                            return accounts.signUp(wanted);
                        }));
            }
            int welcome = 0;
            for (var one : racing) if (one.get() instanceof SignedUp.Welcome) welcome++;
            assertThat(welcome).isEqualTo(1);
        }
    }

    @Test
    void a_claim_whose_owner_never_came_can_be_taken_after_ten_minutes() {
        var names = new NameClaims(story.test.platform().tx(), story.test.clock());
        var nobody = story.test.platform().ids().newUser();
        assertThat(names.claimHandle("maria", nobody)).isTrue();
        assertThat(accounts.byHandle("maria")).isEmpty();
        var wanted = NewPerson.of("maria", "M", "m@example.com", Story.PASSWORD);
        assertThat(accounts.signUp(wanted)).isInstanceOf(SignedUp.HandleTaken.class);
        story.test.clock().advance(Duration.ofMinutes(11));
        assertThat(accounts.signUp(wanted)).isInstanceOf(SignedUp.Welcome.class);
        story.test.clock().advance(Duration.ofMinutes(11));
        assertThat(accounts.signUp(NewPerson.of("maria", "M", "x@example.com", Story.PASSWORD)))
                .isInstanceOf(SignedUp.HandleTaken.class);
    }

    @Test
    void a_changed_profile_is_seen_at_once_and_told() {
        var account = story.shop("summit").account();
        accounts.find(account.id());
        story.test.clock().advance(Duration.ofMillis(500));
        var changed =
                accounts.changeProfile(
                                account.id().test(),
                                profile ->
                                        profile.withWords(
                                                        "New name",
                                                        "We sell tents.",
                                                        Optional.of("#ff6600"),
                                                        Optional.of("help@summit.example"))
                                                .withPictures(
                                                        Optional.of("/media/logo.png"),
                                                        Optional.empty()))
                        .orElseThrow();
        assertThat(changed.name()).isEqualTo("New name");
        assertThat(changed.supportEmail()).contains("help@summit.example");
        assertThat(accounts.find(account.id())).contains(changed);
        var events =
                story.test
                        .platform()
                        .events()
                        .newest(accounts.shopAccount(account.id()), Optional.empty(), 10);
        assertThat(events)
                .extracting(event -> event.types().getFirst())
                .containsExactly(Accounts.UPDATED, Accounts.OPENED);
    }

    @Test
    void an_address_that_could_end_a_tag_or_begin_another_is_none() {
        assertThat(Profile.isEmail("help@summit.example")).isTrue();
        for (var bad :
                List.of("\"><img>@x.example", "<a@x.example", "a@x.example;b", "a,b@x.example"))
            assertThat(Profile.isEmail(bad)).as(bad).isFalse();
    }

    @Test
    void who_changes_one_thing_of_a_profile_leaves_the_others() {
        var account = story.shop("summit").account();
        accounts.changeProfile(account.id(), profile -> profile.withReturns("Thirty days."));
        accounts.changeProfile(
                account.id(),
                profile -> profile.withPictures(Optional.of("/media/l.jpg"), Optional.empty()));
        var now = accounts.find(account.id()).orElseThrow();
        assertThat(now.returns()).isEqualTo("Thirty days.");
        assertThat(now.logo()).contains("/media/l.jpg");
        assertThat(now.name()).isEqualTo(account.name());
        assertThat(accounts.changeProfile(new AccountId(123456), p -> p)).isEmpty();
    }

    @Test
    void the_newest_bank_account_counts_and_shows_four_digits() {
        var account = story.shop("summit").account().id();
        assertThat(accounts.bankAccount(account)).isEmpty();
        accounts.setBankAccount(account, "US", Currency.USD, "S", "110000000", "000123456789");
        story.test.clock().advance(Duration.ofSeconds(1));
        var second =
                accounts.setBankAccount(
                        account.test(), "US", Currency.USD, "S", "110000000", "000999996789");
        assertThat(accounts.bankAccount(account)).contains(second);
        assertThat(second.last4()).isEqualTo("6789");
        assertThat(second.toString()).doesNotContain("99999");
    }

    @Test
    void all_accounts_can_be_walked_page_by_page() {
        var opened = new HashSet<String>();
        for (int i = 0; i < 5; i++) opened.add(story.shop("shop-" + i).account().handle());
        var seen = new HashSet<String>();
        var page = accounts.all(PageRequest.first(2));
        while (true) {
            page.items().forEach(account -> seen.add(account.handle()));
            if (!page.hasMore()) break;
            page = accounts.all(PageRequest.after(page.items().getLast().id().text(), 2));
        }
        assertThat(seen).isEqualTo(opened);
    }

    @Test
    void a_key_is_its_accounts() {
        var opened = story.shop("summit");
        var key = accounts.createKey(Story.test(opened), ApiKeyKind.SECRET, "k").secret();
        assertThat(accounts.authenticate(key).orElseThrow().account())
                .isEqualTo(Story.test(opened));
    }

    @Test
    void shops_use_the_test_number_until_there_is_a_live_connector() {
        var account = story.shop("summit").account().id();
        assertThat(accounts.shopsAreLive()).isFalse();
        assertThat(accounts.shopAccount(account)).isEqualTo(account.test());
    }
}
