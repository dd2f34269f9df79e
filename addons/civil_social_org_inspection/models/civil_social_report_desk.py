from odoo import api, models
from odoo.fields import Domain

from ..tools.roles import CLERK, HEAD, SUPERVISOR

#: What waits for whom, by role; the first that the user has decides.
QUEUES = ((SUPERVISOR, "supervisor_review"), (CLERK, "registrar_review"))
#: How many reports the list at the side holds; the rest follows as one goes on.
LIMIT = 400


class CivilSocialReport(models.Model):
    """What the review screen shows (批量审查): the list at the side, one report."""

    _inherit = "civil.social.report"

    @api.model
    def retrieve_queue(self, inspection_id=None, stage=None):
        """What waits in an inspection, for the review screen.

        :param int inspection_id: which inspection; all that are under way if none
        :param str stage: the state of the reports to list; the user's own by default
        :return: ``{"stage", "stages": [{"key", "label", "count"}], "reports": [{"id",
            "name", "open", "confirmed", "late", "proposed"}], "more": number}``
        """
        user = self.env.user
        own = next((stage for role, stage in QUEUES if user.has_group(role)), False)
        stages = self._review_stages()
        stage = stage if stage in stages else own or next(iter(stages), False)
        base = (
            Domain("inspection_id", "=", int(inspection_id))
            if inspection_id
            else Domain("inspection_id.state", "in", ("open", "closed"))
        )
        counts = dict(
            self._read_group(
                base & Domain("state", "in", list(stages)), ["state"], ["__count"]
            )
        )
        labels = dict(self._fields["state"]._description_selection(self.env))
        domain = base & Domain("state", "=", stage)
        reports = self.search(domain, order="name, id", limit=LIMIT)
        conclusions = dict(
            self._fields["proposed_conclusion"]._description_selection(self.env)
        )
        return {
            "stage": stage,
            "stages": [
                {"key": key, "label": labels[key], "count": counts.get(key, 0)}
                for key in stages
            ],
            "reports": [
                {
                    "id": report.id,
                    "name": report.name,
                    "open": report.open_finding_count,
                    "confirmed": report.confirmed_count,
                    "late": report.is_late,
                    # Nothing follows while grounds are still to be decided.
                    "proposed": conclusions.get(
                        report.conclusion
                        or (
                            not report.open_finding_count and report.proposed_conclusion
                        ),
                        "",
                    ),
                }
                for report in reports
            ],
            "more": max(counts.get(stage, 0) - len(reports), 0),
        }

    @api.model
    def _review_stages(self):
        """The states that the user has something to do with, in their order."""
        user = self.env.user
        stages = []
        if user.has_group(SUPERVISOR):
            stages.append("supervisor_review")
        if user.has_group(CLERK):
            stages += ["registrar_review", "returned"]
        if user.has_group(HEAD):
            stages.append("proposed")
        return stages

    def retrieve_review(self):
        """Everything that a reviewer looks at in the single report."""
        self.ensure_one()
        self.check_access("read")
        conclusions = self._fields["conclusion"]._description_selection(self.env)
        labels = dict(conclusions)
        return {
            "id": self.id,
            "name": self.name,
            "year": self.year,
            "credit_code": self.credit_code or "",
            "state": self.state,
            "state_label": self._state_label(),
            "submitted_on": str(self.submitted_on or ""),
            "is_late": self.is_late,
            "supervisor": self.sudo().supervisor_id.name or "",
            "supervisor_opinion": self.supervisor_opinion or "",
            "proposed": self.proposed_conclusion or "",
            "proposed_label": labels.get(self.proposed_conclusion, ""),
            "conclusion": self.conclusion or "",
            "conclusion_label": labels.get(self.conclusion, ""),
            "opinion": self.opinion or "",
            "reviewer": self.sudo().reviewed_uid.name or "",
            "conclusions": conclusions[:3],
            "may": {
                "supervise": self._may("supervisor_review", SUPERVISOR),
                "review": self._may("registrar_review", CLERK),
                "conclude": self._may("proposed", HEAD) and not self._guard_conclude(),
                "back": self._may("proposed", HEAD),
            },
            "findings": [finding._for_review() for finding in self.finding_ids],
            "sections": self._review_sections(),
            "files": [
                {"id": file.id, "kind": file.kind_id.name, "name": file.name}
                for file in self.file_ids
            ],
            "remarks": [
                {
                    "about": remark.field_label or "",
                    "text": remark.text,
                    "settled": remark.is_settled,
                }
                for remark in self.remark_ids
            ],
            "versions": [
                {"id": version.id, "number": version.number}
                for version in self.version_ids
            ],
        }

    def _may(self, state, group):
        return self.state == state and self.env.user.has_group(group)

    def _review_sections(self):
        """The sections with both years' answers as people read them."""
        # Last year's report is looked at with this one's rights.
        sections = self.sudo()._portal_sections()
        for section in sections:
            for field in section["fields"]:
                choices = dict(field.pop("selection"))
                for key in ("value", "last"):
                    value = field[key]
                    if field["type"] == "monetary" and value is not None:
                        value = f"{float(value):,.2f}"
                    field[key] = choices.get(value, value)
                field["changed"] = (
                    field["last"] is not None and field["last"] != field["value"]
                )
        return sections
