from odoo import api, fields, models
from odoo.exceptions import UserError

from .civil_cemetery_facility import KINDS

#: Matters that begin with nothing but a plan.
PLANNED = ("new", "extension", "removal")


class CivilCase(models.Model):
    """An application about a funeral facility: which, and what is to become of it."""

    _inherit = "civil.case"

    cemetery_matter = fields.Selection(related="kind_id.cemetery_matter", store=True)
    facility_id = fields.Many2one(
        "civil.cemetery.facility",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The facility that is to be accepted or changed; after a grant the one "
        "that was made.",
    )
    facility_kind = fields.Selection(
        KINDS,
        string="Kind of Facility",
        compute="_compute_facility_kind",
        store=True,
        readonly=False,
    )
    facility_name = fields.Char(
        string="Name of the Facility", help="As applied for: new, or from now on."
    )
    facility_new_kind = fields.Selection(KINDS, string="New Nature")
    facility_representative = fields.Char(string="New Legal Representative")
    facility_is_government = fields.Boolean(
        string="Run by the Government", help="And not for profit."
    )
    facility_land_area = fields.Float(string="Land (mu)", digits=(10, 2))
    facility_land_nature = fields.Selection(
        [
            ("allocated", "Allocated State Land"),
            ("granted", "Granted State Land"),
            ("collective", "Collective Land"),
            ("leased", "Leased Land"),
        ],
        string="Nature of the Land",
    )
    facility_plots = fields.Integer(string="Plots Planned")
    facility_address = fields.Char(string="Site")
    facility_until = fields.Date(string="Use until")
    cemetery_route_id = fields.Many2one(
        "civil.cemetery.route",
        string="Approval Route",
        compute="_compute_cemetery_route_id",
        help="By the kind of facility and the day of the application.",
    )
    cemetery_way = fields.Char(
        compute="_compute_cemetery_route_id", string="Who Agrees"
    )
    endorsement_ids = fields.One2many(
        "civil.cemetery.endorsement", "case_id", string="Words of Others"
    )
    site_check_ids = fields.One2many(
        "civil.cemetery.site.check", "case_id", string="Checks of the Site"
    )

    @api.depends("facility_id")
    def _compute_facility_kind(self):
        for case in self:
            # Whoever handles the case learns what the facility is.
            case.facility_kind = case.facility_id.sudo().kind or case.facility_kind

    @api.depends("facility_kind", "facility_new_kind", "cemetery_matter", "papers_date")
    @api.depends_context("tz")
    def _compute_cemetery_route_id(self):
        for case in self:
            route = case._route_on(case._applied_on())
            case.cemetery_route_id = route
            case.cemetery_way = route.way

    def _applied_on(self):
        """Return the day on which the single application was made, else today."""
        return self.papers_date or fields.Date.context_today(self)

    def _route_on(self, day):
        """Return the route of the single case on a day, or none."""
        routes = self.env["civil.cemetery.route"]
        kind = self.facility_kind
        if self.cemetery_matter == "nature":
            kind = self.facility_new_kind
        if not kind or not self.cemetery_matter:
            return routes
        return routes._find(kind, self.cemetery_matter, day)

    @api.onchange("facility_id")
    def _onchange_facility_id(self):
        """Take the place and the applicant from the facility."""
        if self.facility_id:
            self.party_type = "organization"
            self.organization_id = self.facility_id.organization_id
            self.division_id = self.facility_id.division_id

    def write(self, vals):
        """The facility that a case is about stays once it has been received."""
        if "facility_id" in vals and not self._has_pass(vals):
            if self.filtered(lambda case: case.state != "draft"):
                raise UserError(
                    self.env._("The facility can be chosen in a draft only.")
                )
        return super().write(vals)

    def _effect_receive(self):
        """List who has to agree, and where the site must not lie."""
        result = super()._effect_receive()
        self.filtered("cemetery_matter")._list_route()
        return result

    def _list_route(self):
        for case in self:
            route = case._route_on(case._applied_on())
            if not case.endorsement_ids:
                self.env["civil.cemetery.endorsement"].create(
                    [
                        {
                            "case_id": case.id,
                            "sequence": step.sequence,
                            "organ": step.organ,
                            "role": step.role,
                            "is_own": step.is_own,
                        }
                        for step in route.step_ids
                    ]
                )
            if case.cemetery_matter in PLANNED and not case.site_check_ids:
                rules = self.env["civil.cemetery.site.rule"]
                self.env["civil.cemetery.site.check"].create(
                    [
                        {"case_id": case.id, "rule_id": rule.id}
                        for rule in rules._in_force(case._applied_on())
                    ]
                )

    def action_open_facility(self):
        """Open the facility that the case is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.cemetery.facility",
            "res_id": self.facility_id.id,
            "views": [(False, "form")],
        }
