from odoo import fields, models
from odoo.exceptions import UserError


class CivilHazard(models.Model):
    """Listed supervision of a major hazard at an institution (挂牌督办).

    The institution gets the paper, the departments that answer for the matter get a
    letter each, and the district may stop new admissions until it is gone.
    """

    _inherit = "civil.hazard"

    notify_unit_ids = fields.Many2many(
        "civil.inspection.unit",
        "civil_hazard_notify_unit_rel",
        "hazard_id",
        "unit_id",
        string="Departments to Be Told",
        help="Who gets a letter when the hazard is listed; those of the criterion if "
        "empty.",
    )
    admission_stopped = fields.Boolean(
        related="institution_id.admission_stopped", string="New Admissions Stopped"
    )

    def action_list(self):
        """List major hazards; the papers to the institution and departments go out."""
        result = super().action_list()
        for hazard in self.filtered("institution_id"):
            hazard._issue_document("hazard_listing")
            hazard._tell(
                self.env._("Listed supervision: %(hazard)s", hazard=hazard.name),
                self.env._("It is a major hazard: read the order and put it right."),
            )
        self.action_notify_units()
        return result

    def action_notify_units(self):
        """Send the departments that answer for it a letter about each hazard, once.

        :raises UserError: a hazard isn't listed
        """
        self._check_head()
        for hazard in self.filtered("institution_id"):
            if not hazard.is_listed:
                raise UserError(
                    self.env._(
                        "%(hazard)s: departments are told of listed hazards.",
                        hazard=hazard.display_name,
                    )
                )
            for unit in hazard.notify_unit_ids or hazard.criterion_id.unit_ids:
                hazard._notify_unit(unit)

    def _notify_unit(self, unit):
        """Send one department a letter about the single hazard, unless it has one."""
        document = self._issue_document(
            "hazard_letter", key=unit.code, addressee=unit.name
        )
        reports = self.env["civil.hazard.report"]
        if reports.search_count(
            [("hazard_id", "=", self.id), ("document", "=", document.number)], limit=1
        ):
            return
        reports.create(
            {
                "hazard_id": self.id,
                "recipient": "department",
                "document": document.number,
                "content": self.env._(
                    "Letter to %(unit)s: %(hazard)s", unit=unit.name, hazard=self.name
                ),
            }
        )

    def _document_values(self, kind_code):
        """Return what the papers about the single hazard say."""
        return {
            **super()._document_values(kind_code),
            "addressee": self.object_id.name,
            "institution": self.object_id.name,
            "hazard": self.name,
            "hazard_number": self.number,
            "found_day": self.found_date,
            "criterion": self.criterion_id.name or "",
            "measures": self.measures or "",
            "responsible": self.responsible or "",
            "due_day": self.deadline or "",
        }

    def action_stop_admission(self, reason=None):
        """Stop new admissions to the institution of the single hazard.

        :param str reason: why; the hazard itself if not given
        :raises UserError: it isn't major, or belongs to no institution
        """
        self.ensure_one()
        self._check_head()
        if not self.institution_id or self.level != "major" or self.state == "closed":
            raise UserError(
                self.env._("Admissions stop because of a major hazard that is open.")
            )
        why = (reason or "").strip() or self.display_name
        self.institution_id.action_stop_admission(why)
