package dev.gantry.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in a real browser, which has to be there: {@code apt-get install chromium}. With {@code -Dpage.pictures=true} there
 * are pictures of all pages in {@code target/pictures}, to be looked at.
 */
@EnabledIf("isThereChromium")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock(ServedApi.ONE_AT_A_TIME)
class PageIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final int DESK = 1_200;
    private static final int PHONE = 360;

    /** Milliseconds for what a loaded machine is slow to show. */
    private static final int PATIENCE = 60_000;

    @TempDir
    private static Path folder;

    private static Served served;
    private static Dashboard dashboard;
    private static Playwright playwright;
    private static Browser browser;
    private static BrowserContext context;
    private static Page page;
    private static final List<String> SAID = Collections.synchronizedList(new ArrayList<>());

    static boolean isThereChromium() {
        return Files.isExecutable(CHROMIUM);
    }

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        served = Served.in(folder);
        dashboard = served.guarded();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        context =
                browser.newContext(new Browser.NewContextOptions().setBaseURL("http://127.0.0.1:" + dashboard.port()));
        page = context.newPage();
        context.setDefaultTimeout(PATIENCE);
        page.onConsoleMessage(message -> {
            if (Set.of("error", "warning").contains(message.type())) {
                SAID.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> SAID.add(page.url() + ": " + error));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    }

    @AfterAll
    static void end() throws InterruptedException {
        try (Served last = served;
                Dashboard open = dashboard;
                Playwright driver = playwright) {
            browser.close();
        }
    }

    @Test
    @Order(1)
    void refusesAWrongPasswordAndLetsInByTheRightOne() {
        page.navigate("/schedules");
        assertThat(page).hasTitle("Log in - Gantry");
        logIn("not the password");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("That is wrong");
        logIn(Served.PASSWORD);
        assertThat(page).hasTitle("Schedules - Gantry");
        assertThat(page.getByRole(AriaRole.ROW, named("saves.yml")))
                .containsText("every day at 03:00, America/New_York");
        assertThat(context.cookies())
                .singleElement()
                .matches(cookie -> cookie.httpOnly && cookie.sameSite.name().equals("STRICT"));
    }

    private static void logIn(String password) {
        page.getByLabel("User").fill(Served.USER);
        page.getByLabel("Password").fill(password);
        button("Log in").click();
    }

    @Test
    @Order(2)
    void startsARunWatchesItStopsItAndResumesItToItsEnd() {
        page.navigate("/jobs/saves");
        button("Run now").click();
        assertThat(page.getByText("saves runs within a few seconds.")).isVisible();
        page.getByRole(AriaRole.LINK, named("is under way")).click();
        page.evaluate("() => { window.stayed = true }");
        Locator rows = page.locator(".facts div")
                .filter(new Locator.FilterOptions().setHasText("Rows"))
                .first();
        String before = rows.textContent();
        assertThat(rows).not().hasText(before);
        assertThat(page.getByText("its limit (1,200 reads/min)")).isVisible();
        assertThat(page.evaluate("() => window.stayed"))
                .as("the page was not loaded anew")
                .isEqualTo(true);
        button("Stop").click();
        assertThat(page.locator("h1")).containsText("stopped");
        button("Resume").click();
        assertThat(page.getByText("goes on from its checkpoint")).isVisible();
        page.navigate("/jobs/saves");
        page.getByRole(AriaRole.LINK, named("Run 1 is under way")).click();
        assertThat(page.locator("h1")).containsText("done");
        assertThat(page.locator("#announce")).hasText("Run 1 is done.");
        assertThat(page.getByText("1 × ")).isVisible();
        assertThat(served.emulator().stats().entryGets()).isLessThan(440);
    }

    @Test
    @Order(3)
    void undoesARunOnceWhatIsOfProductionIsNamed() {
        page.navigate("/jobs/refund");
        page.getByLabel("To confirm").fill("2");
        button("Run now").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("1 is marked production");
        page.getByLabel("To confirm").fill("1");
        button("Run now").click();
        page.getByRole(AriaRole.LINK, named("run 2")).first().click();
        assertThat(page.locator("h1")).containsText("done");
        assertThat(page.getByText("30 changed")).isVisible();
        assertThat(served.emulator().dataStores().value(1, "Settings", "global", "Player_7"))
                .isPresent();
        page.getByRole(AriaRole.LINK, named("Undo")).click();
        assertThat(page.getByRole(AriaRole.ROW, named("Settings/global/Player_7")))
                .containsText("create");
        assertThat(page.content()).doesNotContain("500");
        page.getByLabel("To confirm").fill("1");
        button("Undo run 2").click();
        page.getByRole(AriaRole.LINK, named("run 3")).first().click();
        assertThat(page.locator("h1")).containsText("done");
        assertThat(served.emulator().dataStores().value(1, "Settings", "global", "Player_7"))
                .isEmpty();
    }

    @Test
    @Order(4)
    void refusesWhatOtherSitesForge() {
        APIResponse forged = page.request().post("/jobs/saves/pause");
        assertThat(forged.status()).isEqualTo(403);
        assertThat(forged.text()).contains("did not come from a page of Gantry's");
        String site = "http://127.0.0.1:" + dashboard.port();
        var program = playwright.request().newContext();
        assertThat(program.get(site + "/").status()).isEqualTo(401);
        assertThat(program.post(site + "/jobs/saves/pause", bearer("not the token"))
                        .status())
                .isEqualTo(401);
        assertThat(program.get(site + "/", bearer(Served.TOKEN)).status()).isEqualTo(200);
        try (Dashboard open = served.open()) {
            String everybody = "http://127.0.0.1:" + open.port();
            assertThat(program.get(everybody + "/").status()).isEqualTo(200);
            assertThat(program.post(everybody + "/jobs/saves/pause").status()).isEqualTo(403);
            assertThat(program.get(everybody + "/", RequestOptions.create().setHeader("Host", "evil.example"))
                            .status())
                    .isEqualTo(421);
        }
        page.navigate("/schedules");
        assertThat(page.getByText("paused")).hasCount(0);
    }

    private static RequestOptions bearer(String token) {
        return RequestOptions.create()
                .setHeader("Authorization", "Bearer " + token)
                .setMaxRedirects(0);
    }

    @Test
    @Order(5)
    void everyPageIsForEverybody() {
        page.navigate("/jobs/nightly-backup");
        button("Run now").click();
        page.getByRole(AriaRole.LINK, named("run 4")).first().click();
        assertThat(page.locator("h1")).containsText("done");
        page.navigate("/");
        page.getByText("Rows a minute, last hour: the numbers").click();
        assertThat(page.getByRole(AriaRole.REGION, named("Rows a minute, last hour, as a table")))
                .containsText("4");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "/");
        pages.put("job", "/jobs/saves");
        pages.put("run", "/runs/1");
        pages.put("changes", "/runs/2/changes");
        pages.put("undo", "/runs/2/undo");
        pages.put("runs", "/runs");
        pages.put("schedules", "/schedules");
        pages.put("backups", "/backups");
        pages.put("budgets", "/budgets");
        pages.forEach(this::look);
        button("Log out").click();
        assertThat(page).hasTitle("Log in - Gantry");
        look("login", "/login");
        assertThat(SAID).as("what the browser's console says").isEmpty();
    }

    private void look(String name, String path) {
        page.setViewportSize(DESK, 800);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.navigate(path);
        picture(name + "-light");
        assertThat(width()).as("the width of %s", path).isEqualTo(DESK);
        assertThat(violations(new AxeBuilder(page))).as("%s, light", path).isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        picture(name + "-dark");
        // Only colours are others.
        assertThat(violations(new AxeBuilder(page).withRules(List.of("color-contrast"))))
                .as("%s, dark", path)
                .isEmpty();
        page.setViewportSize(PHONE, 740);
        picture(name + "-phone");
        assertThat(width()).as("the width of %s on a phone", path).isEqualTo(PHONE);
    }

    private static Object width() {
        return page.evaluate("() => document.documentElement.scrollWidth");
    }

    private static List<String> violations(AxeBuilder axe) {
        return axe.analyze().getViolations().stream()
                .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                .map(PageIT::text)
                .toList();
    }

    private static String text(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().getFirst().getHtml();
    }

    private static void picture(String name) {
        if (Boolean.getBoolean("page.pictures")) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target/pictures", name + ".png"))
                    .setFullPage(true));
        }
    }

    private static Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
