from . import civil_license_measure
