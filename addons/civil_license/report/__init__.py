from . import civil_license_register
