package dev.gantry.emulator.group;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.Dice;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;

/**
 * The forums of groups, which Open Cloud can only read: {@code Cloud_ListGroupForum*} of the OpenAPI document (checked
 * 2026-11-23). An id tells its number within what it belongs to.
 */
final class ForumOperations {
    private static final int CATEGORIES = 14;
    private static final int POSTS = 120;
    private static final String[] WORDS = {
        "Trading", "wanted", "bug", "update", "pets", "Ideen", "проблема", "🎉", "help"
    };

    private final Groups groups;

    ForumOperations(Groups groups) {
        this.groups = groups;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of("Cloud_ListGroupForumCategories", this::categories),
                Operation.of("Cloud_ListGroupForumPosts", this::posts),
                Operation.of("Cloud_ListGroupForumComments", this::comments));
    }

    private Answer categories(Call call) {
        Group group = groups.of(call);
        String filter = filter(call);
        boolean archived = switch (filter) {
            case "", "archived==false" -> false;
            case "archived==true" -> true;
            default -> throw Refused.invalid("The filter must read archived==true or archived==false, not " + filter);
        };
        List<Integer> found = IntStream.range(0, CATEGORIES)
                .filter(number -> archived || !isArchived(number))
                .boxed()
                .toList();
        return page(call, found, (json, number) -> {
            json.writeStartObject();
            json.writeStringProperty("path", "groups/" + group.id() + "/forum-categories/" + id(group.id(), number));
            json.writeStringProperty("createTime", time(number));
            json.writeStringProperty("updateTime", time(number + 1));
            json.writeStringProperty(
                    "groupForumCategoryId", id(group.id(), number).toString());
            json.writeStringProperty("displayName", words(number, 2));
            json.writeStringProperty("creator", "users/" + World.OWNER);
            if (isArchived(number)) {
                json.writeStringProperty("archiveTime", time(number + 2));
                json.writeStringProperty("archiver", "users/" + World.OWNER);
            }
            json.writeEndObject();
        });
    }

    private Answer posts(Call call) {
        Group group = groups.of(call);
        int category = number(call, "forum_category_id", group.id(), CATEGORIES);
        long home = group.id() * 1_000 + category;
        String filter = filter(call);
        if (!filter.isEmpty() && !filter.equals("pinned==true")) {
            throw Refused.invalid("The filter must read pinned==true, not " + filter);
        }
        boolean whole = call.parameter("view").orElse("").equals("FULL_WITH_FIRST_COMMENT");
        List<Integer> found = IntStream.range(0, POSTS)
                .filter(number -> filter.isEmpty() || isPinned(number))
                .boxed()
                .toList();
        String path = "groups/" + group.id() + "/forum-categories/" + id(group.id(), category) + "/posts/";
        return page(call, found, (json, number) -> {
            String own = path + id(home, number);
            json.writeStartObject();
            json.writeStringProperty("path", own);
            json.writeStringProperty("createTime", time(number));
            json.writeStringProperty("updateTime", time(number + 1));
            json.writeBooleanProperty("pinned", isPinned(number));
            json.writeBooleanProperty("locked", number % 17 == 0);
            json.writeStringProperty("groupForumPostId", id(home, number).toString());
            json.writeStringProperty("title", words(number, 4));
            json.writeName("firstComment");
            comment(json, own, home * 1_000 + number, 0, whole);
            json.writeStringProperty("author", "users/" + World.OWNER);
            json.writeNumberProperty("commentCount", commentCount(number));
            json.writeEndObject();
        });
    }

    private Answer comments(Call call) {
        Group group = groups.of(call);
        int category = number(call, "forum_category_id", group.id(), CATEGORIES);
        long home = group.id() * 1_000 + category;
        int post = number(call, "post_id", home, POSTS);
        String filter = filter(call);
        if (!filter.isEmpty() && !filter.matches("repliesToCommentId==['\"]?[0-9a-f-]*['\"]?")) {
            throw Refused.invalid("The filter must read repliesToCommentId== and a comment's id, not " + filter);
        }
        boolean isReplies = filter.matches(".*[0-9a-f]['\"]?$");
        List<Integer> found =
                IntStream.range(0, isReplies ? 0 : commentCount(post)).boxed().toList();
        String path =
                "groups/" + group.id() + "/forum-categories/" + id(group.id(), category) + "/posts/" + id(home, post);
        return page(call, found, (json, number) -> comment(json, path, home * 1_000 + post, number, true));
    }

    private static void comment(JsonGenerator json, String post, long home, int number, boolean whole) {
        json.writeStartObject();
        json.writeStringProperty("path", post + "/comments/" + id(home, number));
        if (whole) {
            json.writeStringProperty("groupForumCommentId", id(home, number).toString());
            json.writeObjectPropertyStart("message");
            json.writeStringProperty("createTime", time(number));
            json.writeStringProperty("updateTime", time(number));
            json.writeStringProperty("plainText", words(number + (int) (home % 1_000), 9));
            json.writeStringProperty("author", "users/" + World.OWNER);
            json.writeArrayPropertyStart("messageReaction");
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static Answer page(Call call, List<Integer> numbers, BiConsumer<JsonGenerator, Integer> item) {
        Page page = Page.of(call);
        int after = page.after().isEmpty() ? -1 : Integer.parseInt(page.after());
        List<Integer> found = numbers.stream()
                .filter(number -> number > after)
                .limit(page.lookAhead())
                .toList();
        return page.answer(found, Object::toString, item);
    }

    private static String filter(Call call) {
        return call.parameter("filter").orElse("").replace(" ", "");
    }

    private static UUID id(long home, int number) {
        return new UUID((Dice.mix(home) & ~0xF000L) | 0x4000L, 0x8000_0000_0000_0000L | (home << 20) | number);
    }

    /** The number that an id tells, if it belongs there. */
    private static int number(Call call, String variable, long home, int count) {
        String text = call.variable(variable);
        return IntStream.range(0, count)
                .filter(number -> id(home, number).toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> Refused.notFound("The forum has no " + text));
    }

    private static boolean isArchived(int category) {
        return category % 5 == 4;
    }

    private static boolean isPinned(int post) {
        return post % 29 == 0;
    }

    private static int commentCount(int post) {
        return post % 31;
    }

    private static String time(int number) {
        return Instant.parse("2024-02-03T04:05:06Z")
                .plusSeconds(number * 7_201L)
                .toString();
    }

    private static String words(int number, int count) {
        Dice dice = new Dice(97, number);
        return String.join(
                " ", IntStream.range(0, count).mapToObj(i -> dice.oneOf(WORDS)).toList());
    }
}
