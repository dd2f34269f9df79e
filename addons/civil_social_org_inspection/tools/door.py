"""The way by which the steps of a report change what is closed otherwise."""

from odoo.addons.civil_base.tools.door import Door

OPEN_REPORT = Door("civil_social_report")
