package org.stringless.packager.pulp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PulpProfileTest {
    private static final String TOML = """
            # made by pulp config create
            [cli]
            base_url = "https://pulp.example.test"
            username = "u"
            password = "a \\"quoted\\" # word \\u00e4"
            verify_ssl = true
            headers = []

            [cli-other]                       # another one
            base_url = 'https://other.example.test/'
            api_root = "/root/"
            domain = "team"
            """;

    @Test
    void readsTheProfileWithoutAName() {
        PulpProfile profile = PulpProfile.in(TOML, "cli").orElseThrow();
        assertThat(profile.credentials()).contains(new PulpCredentials("u", "a \"quoted\" # word ä"));
        assertThat(profile.isFor(PulpAddress.parse("https://pulp.example.test")))
                .isTrue();
        assertThat(profile.isFor(PulpAddress.parse("https://elsewhere.example.test")))
                .isFalse();
    }

    @Test
    void readsAProfileByItsNameWhichInheritsNothing() {
        PulpProfile profile = PulpProfile.in(TOML, "other").orElseThrow();
        assertThat(profile.credentials()).isEmpty();
        PulpAddress address = PulpAddress.parse("https://other.example.test");
        assertThat(profile.isFor(address)).isTrue();
        assertThat(profile.shape(address)).isEqualTo(new PulpAddress(address.server(), "/root/", "team"));
        assertThat(PulpProfile.in(TOML, "cli-other")).contains(profile);
        assertThat(PulpProfile.in(TOML, "none")).isEmpty();
    }
}
