from odoo import models

from odoo.addons.civil_base.tools.text import clean


class CivilImportCemeteryWords(models.AbstractModel):
    """What is said of cells that can't be read: field, value, remedy."""

    _inherit = "civil.import.cemetery"

    def _missing(self, field):
        return self.env._("%(field)s: it is missing. Fill it in.", field=field)

    def _number_wanted(self, field, value):
        if not clean(value):
            return self._missing(field)
        return self.env._(
            "%(field)s: “%(value)s” isn't a number. Write figures only.",
            field=field,
            value=clean(value),
        )

    def _not_a_day(self, field, value):
        return self.env._(
            "%(field)s: “%(value)s” isn't a day of the calendar that can be right. "
            "Write it as 2004-06-01.",
            field=field,
            value=clean(value),
        )

    def _field_labels(self):
        return {
            "cemetery": self.env._("Cemetery"),
            "zone": self.env._("Zone"),
            "row": self.env._("Row"),
            "number": self.env._("Plot Number"),
            "type": self.env._("Type"),
            "area": self.env._("Area"),
            "state": self.env._("State"),
            "start": self.env._("Start"),
            "years": self.env._("Paid Years"),
            "interments": self.env._("Interments"),
            "identity_number": self.env._("Identity Number of the Holder"),
        }
