package dev.gantry.cli.catalog;

import java.util.List;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.catalog.CatalogList;

/** What somebody asked the catalogue for. */
public sealed interface Wanted {

    /** The operations that it is about. */
    List<ApiOperation> operations();

    /** Nothing in particular. */
    record All(Catalog catalog) implements Wanted {
        @Override
        public List<ApiOperation> operations() {
            return List.copyOf(catalog.operations());
        }
    }

    record OneList(CatalogList list) implements Wanted {
        @Override
        public List<ApiOperation> operations() {
            return list.operations();
        }
    }

    record OneOperation(ApiOperation operation) implements Wanted {
        @Override
        public List<ApiOperation> operations() {
            return List.of(operation);
        }
    }

    /**
     * A feature, or what a search found.
     *
     * @param name a feature, or what was searched for
     * @param isSearch whether it was a search
     */
    record Several(String name, boolean isSearch, List<ApiOperation> operations) implements Wanted {
        public Several {
            operations = List.copyOf(operations);
        }
    }
}
