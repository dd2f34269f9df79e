from . import test_account
from . import test_everything
from . import test_notice
from . import test_pages
