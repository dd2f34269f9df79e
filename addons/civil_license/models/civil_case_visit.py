from odoo import api, fields, models
from odoo.fields import Command


class CivilCaseVisit(models.Model):
    """A site visit that goes through the checklist of the kind of license."""

    _inherit = "civil.case.visit"

    license_check_ids = fields.One2many(
        "civil.license.visit.check",
        "visit_id",
        string="Checklist",
        compute="_compute_license_check_ids",
        store=True,
        readonly=False,
    )

    @api.depends("case_id")
    def _compute_license_check_ids(self):
        for visit in self:
            # It may run late, when a visit that was just made is done.
            if visit.state != "draft" and visit.license_check_ids:
                continue
            items = visit.case_id.kind_id.license_kind_id.visit_item_ids
            visit.license_check_ids = [Command.clear()] + [
                Command.create({"item_id": item.id}) for item in items
            ]

    @api.model_create_multi
    def create(self, vals_list):
        """Give a visit its checklist where the screen couldn't know its case."""
        visits = super().create(vals_list)
        visits.filtered(
            lambda visit: not visit.license_check_ids
        )._compute_license_check_ids()
        return visits

    def _guard_finish(self):
        """Ask for a result of every item, and for one that they bear out."""
        checks = self.license_check_ids
        if open_ := checks.filtered(lambda check: not check.result):
            return self.env._("“%(item)s” hasn't been checked", item=open_[0].name)
        unmet = checks.filtered(lambda check: check.result == "unmet")
        if unmet and self.result == "fit":
            return self.env._(
                "it can't be fit: “%(item)s” isn't met", item=unmet[0].name
            )
        return super()._guard_finish()
