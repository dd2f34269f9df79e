from . import portal_report
from . import portal_report_file
from . import portal_report_sheet
from . import portal_rectification
