from . import test_agent_bank
from . import test_demo
from . import test_enforcement
from . import test_funds
from . import test_generator
from . import test_licenses
from . import test_posts
from . import test_programs
