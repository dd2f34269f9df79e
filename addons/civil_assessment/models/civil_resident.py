from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

#: For what an assessment is used, and the field with its last valid day.
USES = {"subsidy": "valid_until", "institution": "institution_until"}


class CivilResident(models.Model):
    """Residents and what they were found able to do."""

    _inherit = "civil.resident"

    assessment_count = fields.Integer(
        string="Number of Assessments", compute="_compute_assessment_count"
    )

    def _compute_assessment_count(self):
        counts = {}
        if self.env["civil.assessment"].has_access("read"):
            groups = self.env["civil.assessment"]._read_group(
                [("resident_id", "in", self.ids)], ["resident_id"], ["__count"]
            )
            counts = {resident.id: count for resident, count in groups}
        for resident in self:
            resident.assessment_count = counts.get(resident.id, 0)

    def _latest_assessment(self, instrument, day):
        """Return the newest signed assessment of the resident up to a day."""
        # Whoever assessed before, the newest counts.
        found = self.env["civil.assessment"].sudo()
        if not self.id or not day:
            return found.sudo(False)
        return found.search(
            Domain("resident_id", "=", self._origin.id or self.id)
            & Domain("instrument", "=", instrument)
            & Domain("state", "in", ("signed", "replaced"))
            & Domain("date", "<=", day),
            limit=1,
        ).sudo(False)

    def _assessment_on(self, day, use="subsidy", instrument="ability"):
        """Return the signed assessment that counts for the resident on a day.

        :param date day: the day in question
        :param str use: ``subsidy`` or ``institution``; each has its own validity
        :param str instrument: ``ability`` or ``self_care``
        :return: a ``civil.assessment``, empty where none is valid on that day
        """
        self.ensure_one()
        newest = self._latest_assessment(instrument, day)
        until = newest.sudo()[USES[use]]
        return newest if until and day <= until else newest.browse()

    def _assessments_on(self, day, use="subsidy", instrument="ability"):
        """Return ``{resident: assessment}`` of many residents, by one query."""
        records = (
            self.env["civil.assessment"]
            .sudo()
            .search(
                Domain("resident_id", "in", self.ids)
                & Domain("instrument", "=", instrument)
                & Domain("state", "in", ("signed", "replaced"))
                & Domain("date", "<=", day)
            )
        )
        found = {}
        for record in records:
            found.setdefault(record.resident_id.id, record)
        return {
            resident: record.sudo(False)
            for resident in self
            if (record := found.get(resident.id))
            and record[USES[use]]
            and day <= record[USES[use]]
        }

    def action_view_assessments(self):
        """Show the assessments of the resident."""
        self.ensure_one()
        self.check_access("read")
        if not self.env["civil.assessment"].has_access("read"):
            raise AccessError(self.env._("Your role doesn't see assessments."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_assessment.civil_assessment_action"
        )
        action["domain"] = [("resident_id", "=", self.id)]
        action["context"] = {"default_resident_id": self.id}
        return action
