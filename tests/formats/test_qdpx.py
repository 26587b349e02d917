from hypothesis import HealthCheck, given, settings
from tests.formats.datasets import entries
from tests.formats.roundtrip import holds
from tui.formats.face import Options
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

@MANY
@given(entries())
def test_rt(found):
    told = holds("qdpx", found)
@MANY
@given(entries())
def test_rt16(found):
    told = holds("qdpx", found, Options(offsets="utf16"))
