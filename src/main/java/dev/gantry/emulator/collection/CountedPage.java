package dev.gantry.emulator.collection;

import java.util.Set;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.PageShape;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;

/**
 * A page of a list whose caller counts: pages from the first one, or rows to leap over. No fault makes it short or empty: the
 * caller would miss rows, or take it for the end, and no token could tell.
 */
record CountedPage(Call call, PageShape shape, ListFacts facts) {
    private static final Set<String> PAGES = Set.of("page", "pageNumber");
    private static final int USUAL = 10;
    private static final int MOST = 100;

    Answer answer(Rows rows) {
        int size = size();
        long start = start(size);
        int from = (int) Math.min(Rows.SIZE, start);
        int to = Math.min(Rows.SIZE, from + size);
        return Answer.json(json -> {
            if (shape.rows().isEmpty()) {
                array(json, rows, from, to);
                return;
            }
            json.writeStartObject();
            json.writeName(shape.rows());
            array(json, rows, from, to);
            rows.beside(json, facts.beside(), size);
            if (!shape.next().isEmpty()) {
                if (to < Rows.SIZE && facts.nextIsText()) {
                    json.writeStringProperty(shape.next(), Integer.toString(to));
                } else if (to < Rows.SIZE) {
                    json.writeNumberProperty(shape.next(), to);
                } else {
                    json.writeNullProperty(shape.next());
                }
            }
            json.writeEndObject();
        });
    }

    private static void array(JsonGenerator json, Rows rows, int from, int to) {
        json.writeStartArray();
        for (int row = from; row < to; row++) {
            rows.write(json, row);
        }
        json.writeEndArray();
    }

    private int size() {
        int most = shape.most() > 0 ? shape.most() : Math.max(MOST, shape.usual());
        int usual = shape.usual() > 0 ? shape.usual() : USUAL;
        int wish = notNegative(shape.size());
        return wish == 0 ? usual : Math.min(wish, most);
    }

    private long start(int size) {
        int wish = notNegative(shape.from());
        if (!PAGES.contains(shape.from())) {
            return wish;
        }
        int page = call.parameter(shape.from()).isEmpty() ? facts.first() : wish;
        return (long) Math.max(0, page - facts.first()) * size;
    }

    private int notNegative(String name) {
        int number = call.number(name);
        if (number < 0) {
            throw Refused.invalid(name + " must not be negative, but is " + number)
                    .detailed(name);
        }
        return number;
    }
}
