package hawker.feed;

import hawker.accounts.Viewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A post in its thread.
 *
 * @param before what it answers, the beginning first
 * @param post the one the page is about
 * @param after the answers to it, and the answers to those
 */
public record ThreadView(List<PostView> before, PostView post, List<PostView> after) {

    public ThreadView {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    static ThreadView of(Post post, List<Post> thread, PostViews views, Optional<Viewer> viewer) {
        var byId = new HashMap<Post.Id, Post>();
        thread.forEach(one -> byId.put(one.id(), one));
        var before = ancestors(post, byId);
        var after = descendants(post, thread);
        var all = new ArrayList<>(before);
        all.add(post);
        all.addAll(after);
        var drawn =
                views.views(
                        all.stream().map(one -> new Timeline.Entry(one, Optional.empty())).toList(),
                        viewer);
        int here = before.size();
        var answers = new ArrayList<PostView>();
        for (int i = here + 1; i < drawn.size(); i++)
            answers.add(named(drawn.get(i), all.get(i), post, byId, views));
        return new ThreadView(drawn.subList(0, here), drawn.get(here), answers);
    }

    /** An answer to an answer says whom it answers. */
    private static PostView named(
            PostView view, Post answer, Post post, Map<Post.Id, Post> byId, PostViews views) {
        return answer.parent()
                .filter(parent -> !parent.equals(post.id()))
                .map(byId::get)
                .map(parent -> view.answering(views.person(parent.author())))
                .orElse(view);
    }

    private static List<Post> ancestors(Post post, Map<Post.Id, Post> byId) {
        var chain = new ArrayList<Post>();
        var up = post.parent().map(byId::get);
        while (up.isPresent() && chain.size() < byId.size()) {
            chain.addFirst(up.get());
            up = up.get().parent().map(byId::get);
        }
        return chain;
    }

    /** The answers in the order they were written, each behind what it answers. */
    private static List<Post> descendants(Post post, List<Post> thread) {
        var answers = new HashMap<Post.Id, List<Post>>();
        for (var one : thread)
            one.parent()
                    .ifPresent(p -> answers.computeIfAbsent(p, k -> new ArrayList<>()).add(one));
        var found = new ArrayList<Post>();
        var open = new ArrayList<Post>(answers.getOrDefault(post.id(), List.of()));
        while (!open.isEmpty()) {
            var next = open.removeFirst();
            found.add(next);
            open.addAll(0, answers.getOrDefault(next.id(), List.of()));
        }
        return found;
    }
}
