-- A person's posts. The person who wrote is the owner of the row; `author` is whom it speaks for: the
-- person (usr_…) or a shop of theirs (acct_…). A deleted post keeps its row as a tombstone.
CREATE TABLE feed.post (
    user_id       bigint                   NOT NULL,
    post_id       text COLLATE "C"         NOT NULL,
    author        text COLLATE "C"         NOT NULL,
    version       integer                  NOT NULL,
    body          text                     NOT NULL,
    parent        text COLLATE "C",
    root          text COLLATE "C",
    card_account  bigint,
    card_product  text COLLATE "C",
    pictures      text[]                   NOT NULL,
    created_at    timestamptz              NOT NULL,
    edited_at     timestamptz,
    deleted_at    timestamptz,
    CONSTRAINT post_pk PRIMARY KEY (user_id, post_id),
    CONSTRAINT post_card_whole CHECK ((card_account IS NULL) = (card_product IS NULL)),
    CONSTRAINT post_reply_whole CHECK ((parent IS NULL) = (root IS NULL))
) ${by_user};

-- Every text a post ever had, also the first one. Only grows.
CREATE TABLE feed.post_version (
    user_id     bigint             NOT NULL,
    post_id     text COLLATE "C"   NOT NULL,
    version     integer            NOT NULL,
    body        text               NOT NULL,
    written_at  timestamptz        NOT NULL,
    CONSTRAINT post_version_pk PRIMARY KEY (user_id, post_id, version)
) ${by_user};

-- What readers see, one row a post in the order of ids: public timeline, tags, threads, posts of an
-- author and posts about a product are ranges of it. A projection of feed.post with the counts.
CREATE TABLE feed.stream (
    post_id       text COLLATE "C"         NOT NULL,
    user_id       bigint                   NOT NULL,
    author        text COLLATE "C"         NOT NULL,
    version       integer                  NOT NULL,
    body          text                     NOT NULL,
    tags          text[]                   NOT NULL,
    parent        text COLLATE "C",
    root          text COLLATE "C",
    card_account  bigint,
    card_product  text COLLATE "C",
    pictures      text[]                   NOT NULL,
    created_at    timestamptz              NOT NULL,
    edited_at     timestamptz,
    removed       boolean                  NOT NULL,
    likes         integer                  NOT NULL,
    boosts        integer                  NOT NULL,
    replies       integer                  NOT NULL,
    CONSTRAINT stream_pk PRIMARY KEY (post_id),
    CONSTRAINT stream_counts CHECK (likes >= 0 AND boosts >= 0 AND replies >= 0)
);
ALTER TABLE feed.stream SET (fillfactor = 80);
CREATE INDEX stream_public ON feed.stream (post_id) WHERE parent IS NULL AND NOT removed;
CREATE INDEX stream_author ON feed.stream (author, post_id) WHERE parent IS NULL AND NOT removed;
CREATE INDEX stream_thread ON feed.stream (root, post_id) WHERE root IS NOT NULL;
CREATE INDEX stream_tags ON feed.stream USING gin (tags) WHERE NOT removed;
CREATE INDEX stream_card ON feed.stream (card_account, card_product, post_id)
    WHERE card_product IS NOT NULL AND NOT removed;
CREATE INDEX stream_recent ON feed.stream (created_at);

CREATE TABLE feed.liked (
    user_id   bigint             NOT NULL,
    post_id   text COLLATE "C"   NOT NULL,
    liked_at  timestamptz        NOT NULL,
    CONSTRAINT liked_pk PRIMARY KEY (user_id, post_id)
) ${by_user};

-- entry_id is the boost's own place in the timelines of the booster's followers.
CREATE TABLE feed.boosted (
    user_id     bigint             NOT NULL,
    post_id     text COLLATE "C"   NOT NULL,
    entry_id    text COLLATE "C"   NOT NULL,
    boosted_at  timestamptz        NOT NULL,
    CONSTRAINT boosted_pk PRIMARY KEY (user_id, post_id)
) ${by_user};

CREATE TABLE feed.follow (
    user_id      bigint             NOT NULL,
    author       text COLLATE "C"   NOT NULL,
    followed_at  timestamptz        NOT NULL,
    CONSTRAINT follow_pk PRIMARY KEY (user_id, author)
) ${by_user};

-- The same fact by the one who is followed.
CREATE TABLE feed.follower (
    author_key  text COLLATE "C"   NOT NULL,
    user_id     bigint             NOT NULL,
    CONSTRAINT follower_pk PRIMARY KEY (author_key, user_id)
) ${by_author_key};

CREATE TABLE feed.followers (
    author_key  text COLLATE "C"   NOT NULL,
    followers   integer            NOT NULL,
    CONSTRAINT followers_pk PRIMARY KEY (author_key),
    CONSTRAINT followers_count CHECK (followers >= 0)
) ${by_author_key};

-- A reader's own timeline. `via` is the followed author that brought the entry; for a boost the entry
-- is younger than its post.
CREATE TABLE feed.home_entry (
    user_id   bigint             NOT NULL,
    entry_id  text COLLATE "C"   NOT NULL,
    post_id   text COLLATE "C"   NOT NULL,
    via       text COLLATE "C"   NOT NULL,
    CONSTRAINT home_entry_pk PRIMARY KEY (user_id, entry_id)
) ${by_user};
CREATE INDEX home_entry_via ON feed.home_entry (user_id, via);

-- Entries on their way to the followers: written with the post or boost, gone when all have it. `reached`
-- is the last follower served, so that a stopped walk goes on where it was; `undo` takes them back.
CREATE TABLE feed.fan_out (
    entry_id  text COLLATE "C"   NOT NULL,
    post_id   text COLLATE "C"   NOT NULL,
    via       text COLLATE "C"   NOT NULL,
    undo      boolean            NOT NULL,
    reached   bigint             NOT NULL,
    CONSTRAINT fan_out_pk PRIMARY KEY (entry_id)
);
