package hawker.platform;

import hawker.kernel.AccountId;

/** A piece of work that is due, claimed by this process under a fence. */
public record Job(
        AccountId account, String id, String kind, String payload, int attempt, long fence) {}
