from . import civil_social_inspection_xlsx
