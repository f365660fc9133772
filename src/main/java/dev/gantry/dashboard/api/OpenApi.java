package dev.gantry.dashboard.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The description of the API, OpenAPI 3.1. It is kept by hand: to make it at run time costs libraries that nothing else needs. */
@Controller
final class OpenApi {

    static final String DOCUMENT = "web/openapi.json";

    @GetMapping("/api/openapi.json")
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new ClassPathResource(DOCUMENT));
    }
}
