package org.stringless.packager.release;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.stringless.model.failure.Failure;
import org.stringless.model.failure.Reason;

/**
 * A link of a control tree: it stays inside, wherever the environment will stand, or points to where the configuration allows. Steps up may
 * stand only before all names: there they go through real directories, while one behind a name could climb out through another link.
 */
record ControlLink(String path, String target) {
    /**
     * The target as it travels, without {@code .} and empty components.
     *
     * @throws Failure LINK_REFUSED when the link leaves the tree
     */
    String checked(List<Path> allowed) {
        if (target.startsWith("/")) {
            return outside(allowed);
        }
        Deque<String> kept = new ArrayDeque<>();
        long levels = path.chars().filter(character -> character == '/').count();
        boolean named = false;
        for (String component : target.split("/")) {
            if (component.isEmpty() || component.equals(".")) {
                continue;
            }
            boolean up = component.equals("..");
            if (up && (named || --levels < 0)) {
                throw refused(
                        named ? "has a step up behind a name" : "leaves the tree",
                        "Let it point inside, or absolutely to or below what 'allowed_links' names in the configuration.");
            }
            named |= !up;
            kept.add(component);
        }
        if (kept.isEmpty()) {
            throw refused("points to its own directory", "Remove it.");
        }
        return String.join("/", kept);
    }

    private String outside(List<Path> allowed) {
        Path place = Path.of(target).normalize();
        if (allowed.stream().noneMatch(directory -> place.startsWith(directory.normalize()))) {
            throw refused(
                    "points outside of the tree",
                    "Let it point inside, or add its target to 'allowed_links' in the configuration.");
        }
        return place.toString();
    }

    private Failure refused(String why, String next) {
        return new Failure(Reason.LINK_REFUSED, "The link " + path + " -> " + target + " " + why + ".", next);
    }
}
