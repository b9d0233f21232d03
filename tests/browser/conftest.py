"""Give Footnote's own tests the browser and the people of the playground's tests."""

from playground.tests.browser.conftest import browser as browser  # fixtures
from playground.tests.browser.conftest import channel as channel
from playground.tests.browser.conftest import chromium as chromium
from playground.tests.browser.conftest import sit as sit
