import dataclasses

from odoo import api, fields, models

from ..tools.roles import CLERK

#: Who reads the names of residents; other sections' people don't.
_ENTITLED = (
    "civil_institution.group_clerk,civil_institution.group_deputy,"
    "civil_base.group_auditor"
)


class CivilEmergencyIncident(models.Model):
    """An incident at an institution (机构突发事件).

    Oral report at once, written report within the parameter's hours, both on the
    institution's pages; it is closed only when the family was told and a review
    is written.

    Source: 《养老机构管理办法》（民政部令第66号）第十九条、第三十一条.
    """

    _inherit = "civil.emergency.incident"

    institution_id = fields.Many2one(
        "civil.institution",
        string="Welfare Institution",
        compute="_compute_institution_id",
        compute_sudo=True,
        store=True,
        index="btree_not_null",
    )
    person_count = fields.Integer(string="Residents Concerned", aggregator="sum")
    person_names = fields.Text(string="Names of Residents", groups=_ENTITLED)
    first_aid = fields.Text()
    hospital = fields.Char(string="Brought to Hospital")
    oral_at = fields.Datetime(string="Told the Bureau by Telephone at")
    oral_to = fields.Char(string="Told Whom")
    is_oral_late = fields.Boolean(
        string="Told Too Late", compute="_compute_is_oral_late"
    )
    owes_written_report = fields.Boolean(
        string="Written Report Missing", compute="_compute_owes_written_report"
    )
    page_token = fields.Char(readonly=True, copy=False)

    _page_token_uniq = models.UniqueIndex(
        "(page_token) WHERE page_token IS NOT NULL", "This was reported already."
    )

    @api.depends("organization_id")
    def _compute_institution_id(self):
        homes = self.env["civil.institution"].with_context(active_test=False)
        known = homes.search([("organization_id", "in", self.organization_id.ids)])
        by_organization = {home.organization_id: home for home in known}
        for incident in self:
            home = by_organization.get(incident.organization_id)
            incident.institution_id = home or False

    @api.depends("occurred_at", "oral_at", "institution_id")
    def _compute_is_oral_late(self):
        parameters = self.env["civil.parameter"].sudo()
        for incident in self:
            if not incident.institution_id or not incident.occurred_at:
                incident.is_oral_late = False
                continue
            told = incident.oral_at or incident.known_at
            minutes = parameters._get(
                "institution.oral_minutes", incident.occurred_at.date()
            )
            passed = (told - incident.occurred_at).total_seconds() / 60
            incident.is_oral_late = passed > minutes

    @api.depends("report_ids.kind", "institution_id", "state")
    def _compute_owes_written_report(self):
        for incident in self:
            kinds = incident.report_ids.mapped("kind")
            incident.owes_written_report = bool(
                incident.institution_id
                and "written" not in kinds
                and incident.state not in ("closed", "unfounded")
            )

    def _guard_close(self):
        """At institutions the family has to know, whether somebody was hurt or not."""
        if self.institution_id and self.person_count:
            told = (
                self.family_notified_at,
                self.family_notified_way,
                self.family_notified_by,
            )
            if not all(told):
                return self.env._(
                    "it isn't said when, how and by whom the family was told"
                )
        return super()._guard_close()

    def _todo_entries(self):
        entries = super()._todo_entries()
        if not self.institution_id:
            return entries
        group = self.env.ref(CLERK)
        entries = [
            entry
            if entry.user or entry.group
            else dataclasses.replace(entry, user=None, group=group)
            for entry in entries
        ]
        return entries
