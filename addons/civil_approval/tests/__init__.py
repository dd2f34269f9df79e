from . import test_closed_ways
from . import test_definition
from . import test_delegation
from . import test_frozen
from . import test_round
from . import test_turn
