from . import test_access
from . import test_archive
from . import test_at_once
from . import test_issue
from . import test_paper
from . import test_service
from . import test_todo
from . import test_tools
