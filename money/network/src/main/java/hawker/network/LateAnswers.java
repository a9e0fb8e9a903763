package hawker.network;

import hawker.kernel.AccountId;

/**
 * Hears answers that came after their caller had given up. They change no state and move no money;
 * an approval among them must have a reversal open, or get one. Answered by the room that keeps
 * attempts.
 */
@FunctionalInterface
public interface LateAnswers {
    void late(AccountId account, String attemptId, NetworkAnswer answer);
}
