from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import UserError

from .civil_case import UNDECIDED


class CivilLicense(models.Model):
    """The applications about a license: which there are, and how one is begun."""

    _inherit = "civil.license"

    case_ids = fields.One2many("civil.case", "license_id", string="Cases")
    case_count = fields.Integer(string="Number of Cases", compute="_compute_case_count")

    def _compute_case_count(self):
        counts = dict(
            self.env["civil.case"]._read_group(
                [("license_id", "in", self.ids)], ["license_id"], ["__count"]
            )
        )
        for license_ in self:
            license_.case_count = counts.get(license_, 0)

    def _has_open_renewal(self):
        """Tell whether a renewal that was applied for isn't decided yet."""
        self.ensure_one()
        # Whoever looks at the license need not see its cases.
        return any(
            case.license_action == "renewal" and case.state in UNDECIDED
            for case in self.sudo().case_ids
        )

    def _renewal_window(self, on):
        """Return the first and the last day to apply for renewal.

        :param date on: the day whose parameters decide
        """
        self.ensure_one()
        kind, end = self.kind_id, self.valid_until
        opens = kind._parameter("renewal_open", on, self.division_id)
        closes = kind._parameter("renewal_close", on, self.division_id)
        return end - relativedelta(days=opens), end - relativedelta(days=closes)

    def action_start_case(self, action="renewal"):
        """Open a new case about the license.

        :param str action: ``change``, ``renewal``, ``reissue`` or ``cancel``
        """
        self.ensure_one()
        matter = self.env["civil.case.kind"].search(
            [
                ("license_kind_id", "=", self.kind_id.id),
                ("license_action", "=", action),
            ],
            limit=1,
        )
        if not matter:
            raise UserError(
                self.env._(
                    "There is no matter for this with “%(kind)s” yet; set it up at the "
                    "kind of license.",
                    kind=self.kind_id.name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": matter.name,
            "res_model": "civil.case",
            "views": [(False, "form")],
            "context": {
                "default_kind_id": matter.id,
                "default_license_id": self.id,
                "default_party_type": self.party_type,
                "default_resident_id": self.resident_id.id,
                "default_organization_id": self.organization_id.id,
                "default_division_id": self.division_id.id,
            },
        }

    def action_view_cases(self):
        """Open the cases about the license."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cases"),
            "res_model": "civil.case",
            "views": [(False, "list"), (False, "form")],
            "domain": [("license_id", "=", self.id)],
            "context": {"create": False},
        }
