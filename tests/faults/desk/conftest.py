"""The worked example and someone to sit at the desk, as the desk's own tests have them."""

from tests.app.conftest import at_desk, brisk, example, path  # noqa: F401  (fixtures)
