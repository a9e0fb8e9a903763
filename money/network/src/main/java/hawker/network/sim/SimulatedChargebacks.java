package hawker.network.sim;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Money;
import hawker.network.AdviceAnswer;
import hawker.network.Chargebacks;
import hawker.network.Notice;
import hawker.network.ResponseCode;
import java.util.List;
import java.util.Set;

/** The door to what the simulated cardholders and their banks say. */
final class SimulatedChargebacks implements Chargebacks {

    private final Link link;
    private final NetworkSwitch networkSwitch;
    private final Clock clock;

    SimulatedChargebacks(Link link, NetworkSwitch networkSwitch, Clock clock) {
        this.link = link;
        this.networkSwitch = networkSwitch;
        this.clock = clock;
    }

    @Override
    public List<Notice> notices(Set<Notice.Kind> kinds, int limit) {
        var now = clock.now();
        for (var due : networkSwitch.ask(book -> book.cases().due(now)))
            networkSwitch.send(new CardMessage.Said(due)).join();
        return networkSwitch.ask(book -> book.cases().unheard(kinds, limit));
    }

    @Override
    public void acknowledge(Notice notice, Money taken) {
        networkSwitch
                .send(new CardMessage.Heard("ack_" + notice.id(), notice.account(), taken, notice))
                .join();
    }

    @Override
    public AdviceAnswer contest(AccountId account, String caseId, Money amount, String evidence) {
        return answer(account, caseId, amount, Cases.read(evidence));
    }

    @Override
    public AdviceAnswer accept(AccountId account, String caseId, Money amount) {
        return answer(account, caseId, amount, Cases.ACCEPTED);
    }

    /** An inquiry and the chargeback after it are answered one after the other. */
    private AdviceAnswer answer(AccountId account, String caseId, Money amount, String says) {
        boolean escalated = networkSwitch.ask(book -> book.cases().escalated(caseId));
        var key = "def_" + caseId + (escalated ? "_2" : "");
        return switch (link.exchange(
                new CardMessage.Defended(key, account, amount, caseId, says))) {
            case Link.Reply.NotSent(var reason) -> new AdviceAnswer.Unknown(reason);
            case Link.Reply.NoAnswer(var reason) -> new AdviceAnswer.Unknown(reason);
            case Link.Reply.Answered(var decided) ->
                    decided.answer().code().equals(ResponseCode.APPROVED)
                            ? new AdviceAnswer.Accepted(decided.answer().reference(), false)
                            : new AdviceAnswer.Refused(
                                    decided.answer().code(), "the network knows no such open case");
        };
    }
}
