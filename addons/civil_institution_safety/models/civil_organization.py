from odoo import fields, models

#: Who sees institutions; whoever else reads an organization reads it without.
_SEERS = ",".join(
    (
        "civil_institution.group_clerk",
        "civil_institution.group_deputy",
        "civil_institution.group_home",
        "civil_base.group_auditor",
    )
)


class CivilOrganization(models.Model):
    """What an institution finds about its safety on its home page."""

    _inherit = "civil.organization"

    institution_ids = fields.One2many(
        "civil.institution",
        "organization_id",
        string="Welfare Institution",
        groups=_SEERS,
    )

    def _own_institution(self):
        """Return the institution that the single organization is, or none."""
        return self.env["civil.institution"].search(
            [("organization_id", "=", self.id)], limit=1
        )

    def _portal_cards(self):
        cards = super()._portal_cards()
        home = self._own_institution()
        if home:
            cards += [
                self._self_check_card(home),
                self._hazard_card(home),
                self._incident_card(home),
                self._drill_card(home),
            ]
        return cards

    def _self_check_card(self, home):
        due = self.env["civil.safety.check"].search(
            [("institution_id", "=", home.id), ("state", "=", "due")]
        )
        late = due.filtered("is_late")
        if late:
            text = self.env._("Late: fill in the sheet and file it")
        elif due:
            text = self.env._("This month's sheet is to be filled in and filed")
        else:
            text = self.env._("Nothing to be done now")
        return {
            "title": self.env._("Monthly Self-Check"),
            "text": text,
            "url": "/my/self-checks",
            "icon": "check-square-o",
            "sequence": 10,
            "count": len(due),
            "deadline": min(due.mapped("due_date"), default=None),
            "level": "danger" if late else "warning" if due else "success",
        }

    def _hazard_card(self, home):
        mine = self.env["civil.hazard"].search(
            [
                ("institution_id", "=", home.id),
                ("state", "in", ("open", "rectifying")),
            ]
        )
        late = mine.filtered("is_overdue")
        return {
            "title": self.env._("Hazards"),
            "text": self.env._("Found, to be put right, checked again"),
            "url": "/my/hazards",
            "icon": "exclamation-triangle",
            "sequence": 20,
            "count": len(mine),
            "deadline": min(filter(None, mine.mapped("deadline")), default=None),
            "level": "danger" if late else "warning" if mine else "success",
        }

    def _incident_card(self, home):
        waiting = self.env["civil.emergency.incident"].search(
            [
                ("institution_id", "=", home.id),
                ("state", "not in", ("closed", "unfounded")),
            ]
        )
        owed = waiting.filtered("owes_written_report")
        return {
            "title": self.env._("Report an Incident"),
            "text": self.env._("Call the bureau at once, then report here"),
            "url": "/my/incidents",
            "icon": "bullhorn",
            "sequence": 30,
            "count": len(owed),
            "deadline": None,
            "level": "danger" if owed else "info",
        }

    def _drill_card(self, home):
        missing = home.missing_drill_count
        year = fields.Date.context_today(self).year
        return {
            "title": self.env._("Drills"),
            "text": self.env._(
                "%(count)s drills in %(year)s", count=home.drill_count, year=str(year)
            ),
            "url": "/my/drills",
            "icon": "fire-extinguisher",
            "sequence": 40,
            "count": missing,
            "deadline": None,
            "level": "warning" if missing else "success",
        }
