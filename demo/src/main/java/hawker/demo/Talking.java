package hawker.demo;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.feed.Attachment;
import hawker.feed.Author;
import hawker.feed.Feed;
import hawker.feed.NewPost;
import hawker.feed.Post;
import hawker.feed.Posted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the people of the demo say, whom they follow and what they like. */
final class Talking {

    private final Feed feed;
    private final People people;
    private final Shops shops;
    private final Stocking stocking;
    private final Pictures pictures;
    private final Map<Integer, List<Post.Id>> aboutItem = new HashMap<>();

    Talking(Feed feed, People people, Shops shops, Stocking stocking, Pictures pictures) {
        this.feed = feed;
        this.people = people;
        this.shops = shops;
        this.stocking = stocking;
        this.pictures = pictures;
    }

    /**
     * Everybody follows some shops and some people, by a fixed pattern; the shopper most of them.
     */
    void follow() {
        var talkers = people.talkers();
        for (int i = 0; i < talkers.size(); i++) {
            var reader = people.of(talkers.get(i));
            boolean keen = talkers.get(i).equals("noor");
            for (int s = 0; s < shops.all().size(); s++)
                if (keen || (i * 5 + s * 3) % 11 < 8 - s)
                    feed.follow(reader, Author.of(shops.all().get(s).live()), true);
            for (int p = 0; p < talkers.size(); p++)
                if ((i * 3 + p * 5) % 4 == 0)
                    feed.follow(reader, Author.of(people.of(talkers.get(p))), true);
        }
    }

    void plan(Plan plan) {
        for (var node : Resources.json("posts.json")) {
            var thread = new ArrayList<Post.Id>();
            plan.at(plan.moment(node.get("at").asText()), () -> thread.add(say(node, List.of())));
            for (var reply : node.path("replies"))
                plan.at(plan.moment(reply.get("at").asText()), () -> say(reply, thread));
        }
    }

    private Post.Id say(JsonNode node, List<Post.Id> thread) {
        var post = written(node);
        if (!thread.isEmpty()) post = post.answering(thread.getFirst());
        if (!(feed.post(post) instanceof Posted.Done(var posted)))
            throw new IllegalStateException("refused: " + node.get("text").asText());
        if (node.has("product"))
            aboutItem
                    .computeIfAbsent(node.get("product").asInt(), item -> new ArrayList<>())
                    .add(posted.id());
        like(node, posted.id());
        for (var booster : node.path("boosts"))
            feed.boost(people.of(booster.asText()), posted.id(), true);
        return posted.id();
    }

    private NewPost written(JsonNode node) {
        var post = NewPost.of(people.of(node.get("by").asText()), node.get("text").asText());
        if (node.has("as")) post = post.as(Author.of(shops.of(node.get("as").asText()).live()));
        if (node.has("product")) post = post.showing(stocking.ref(node.get("product").asInt()));
        var attached = new ArrayList<Attachment>();
        for (int i = 0; i < node.path("pictures").size(); i++)
            attached.add(
                    new Attachment(
                            pictures.item(node.get("pictures").get(i).asInt()),
                            node.get("alt").get(i).asText()));
        return post.with(attached);
    }

    /** So many of the others, beginning with another one for each text. */
    private void like(JsonNode node, Post.Id post) {
        var others = new ArrayList<>(people.talkers());
        others.remove(node.get("by").asText());
        int wanted = Math.min(node.path("likes").asInt(), others.size());
        int first = Math.floorMod(node.get("text").asText().hashCode(), others.size());
        for (int i = 0; i < wanted; i++)
            feed.like(people.of(others.get((first + i) % others.size())), post, true);
    }

    /** The posts so far that show an item: where its sales come from. */
    List<Post.Id> about(int item) {
        return aboutItem.getOrDefault(item, List.of());
    }
}
