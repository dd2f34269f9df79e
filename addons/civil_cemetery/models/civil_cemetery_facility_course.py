from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door
from odoo.addons.civil_organization.tools.credit_code import name_key

from .civil_cemetery_facility import ORGANIZATION_KINDS

#: Opened by what cases and steps bring about.
_COURSE = Door("civil_cemetery_facility_course")
_FIXED = {"is_extension_open", "acceptance_case_id", "kind"}


class CivilCemeteryFacilityCourse(models.Model):
    """A facility from its approval to its closing, and what its year was like.

    It opens once it was accepted; its former names stay; while its yearly inspection
    isn't passed, it neither gives plots nor buries.
    """

    _inherit = "civil.cemetery.facility"

    accepted_on = fields.Date(
        tracking=True, help="The day on which the finished facility was accepted."
    )
    acceptance_case_id = fields.Many2one(
        "civil.case", string="Accepted with", readonly=True, copy=False
    )
    is_extension_open = fields.Boolean(
        string="Extension Not Accepted", readonly=True, copy=False
    )
    case_ids = fields.One2many("civil.case", "facility_id", string="Cases")
    case_count = fields.Integer(compute="_compute_case_count", string="Number of Cases")
    former_name_ids = fields.One2many(
        "civil.cemetery.name", "facility_id", string="Former Names", readonly=True
    )
    annual_ids = fields.One2many(
        "civil.cemetery.annual", "facility_id", string="Yearly Inspections"
    )
    annual_result = fields.Selection(
        selection=lambda self: (
            self.env["civil.cemetery.annual"]._fields["result"].selection
        ),
        compute="_compute_annual",
        string="Last Yearly Inspection",
    )
    annual_year = fields.Integer(compute="_compute_annual", string="Of the Year")
    is_sale_stopped = fields.Boolean(
        compute="_compute_annual",
        search="_search_is_sale_stopped",
        string="Sale and Burial Stopped",
    )

    def _compute_case_count(self):
        counts = dict(
            self.env["civil.case"]._read_group(
                [("facility_id", "in", self.ids)], ["facility_id"], ["__count"]
            )
        )
        for facility in self:
            facility.case_count = counts.get(facility, 0)

    @api.depends("annual_ids.state", "annual_ids.result", "annual_ids.is_last")
    def _compute_annual(self):
        for facility in self:
            last = facility.sudo()._last_annual()
            facility.annual_result = last.result
            facility.annual_year = last.year
            facility.is_sale_stopped = last.result == "unqualified"

    def _last_annual(self):
        """Return the facility's last inspection that was decided, or none."""
        done = self.annual_ids.filtered(
            lambda annual: annual.state in ("decided", "published")
        )
        return done.sorted(lambda annual: (annual.year, annual.id))[-1:]

    def _search_is_sale_stopped(self, operator, value):
        if operator != "in":
            return NotImplemented
        annuals = self.env["civil.cemetery.annual"].sudo()
        failed = annuals.search([("result", "=", "unqualified")]).facility_id
        stopped = failed.filtered(
            lambda facility: facility._last_annual().result == "unqualified"
        )
        domain = fields.Domain("id", "in", stopped.ids)
        return fields.Domain.OR(domain if wanted else ~domain for wanted in value)

    # -- what stands against opening and giving --------------------------------------

    def _open_refusal(self):
        if not self.accepted_on:
            return self.env._("it hasn't been accepted yet")
        return super()._open_refusal()

    def _sale_refusal(self):
        if refusal := super()._sale_refusal():
            return refusal
        # How its year was is public.
        last = self.sudo()._last_annual()
        if last.result != "unqualified":
            return False
        return self.env._(
            "%(facility)s isn't qualified by its yearly inspection of %(year)s: nobody "
            "is given a plot or buried until that is corrected",
            facility=self.name,
            year=last.year,
        )

    # -- what cases bring about ------------------------------------------------------

    def write(self, vals):
        """Let kind and acceptance change by cases only, once there is one.

        :raises UserError: somebody changes them by hand
        """
        fixed = _FIXED & vals.keys()
        if vals.get("accepted_on", True) and "accepted_on" in vals:
            if any(facility.acceptance_case_id for facility in self):
                fixed.add("accepted_on")
        if "kind" in fixed and all(facility.kind == vals["kind"] for facility in self):
            fixed.discard("kind")
        if fixed and not _COURSE.is_open(self):
            raise UserError(
                self.env._(
                    "Nature and acceptance of a facility change with a case: take it "
                    "in under “Cases”."
                )
            )
        return super().write(vals)

    def _write_course(self, vals):
        """Write what only cases change, for the code behind a grant."""
        _COURSE.opened(self).write(vals)

    def _change_kind(self, kind):
        """Make the single facility one of another kind."""
        labels = dict(self._fields["kind"]._description_selection(self.env))
        self._note_change(
            self.env._(
                "Nature: %(former)s → %(new)s",
                former=labels[self.kind],
                new=labels[kind],
            )
        )
        former, _prefix = ORGANIZATION_KINDS[self.kind]
        new, _prefix = ORGANIZATION_KINDS[kind]
        self._write_course({"kind": kind})
        self.kind_ids -= self.env.ref(f"civil_organization.{former}")
        self.kind_ids |= self.env.ref(f"civil_organization.{new}")

    def _rename(self, name, case):
        """Give the single facility another name, and keep the one that it had.

        :param str name: the new name
        :param case: the case that grants it
        """
        self.env["civil.cemetery.name"].sudo().create(
            {
                "facility_id": self.id,
                "name": self.name,
                "until": fields.Date.context_today(self),
                "case_id": case.id,
            }
        )
        self.name = name

    def _note_change(self, text):
        self.message_post(body=text)

    def _name_keys(self):
        """Return the names of the single facility, now and before, as compared."""
        names = [self.name, *self.former_name_ids.mapped("name")]
        return [name_key(name) for name in names]

    # -- buttons ---------------------------------------------------------------------

    def action_apply(self, matter=None):
        """Begin a case about the single facility.

        :param str matter: such as ``rename``; the acceptance where left out
        :raises AccessError: the user doesn't keep the facility
        """
        self.ensure_one()
        self.check_access("write")
        kind = self.env["civil.case.kind"].search(
            [("cemetery_matter", "=", matter or "acceptance")]
        )
        return {
            "type": "ir.actions.act_window",
            "name": kind.name,
            "res_model": "civil.case",
            "views": [(False, "form")],
            "context": {
                "default_kind_id": kind.id,
                "default_facility_id": self.id,
                "default_party_type": "organization",
                "default_organization_id": self.organization_id.id,
                "default_division_id": self.division_id.id,
            },
        }

    def action_open_cases(self):
        """Show the cases about the facility."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_case.civil_case_action"
        )
        return {
            **action,
            "domain": [("facility_id", "=", self.id)],
            "context": {"default_facility_id": self.id},
        }

    def action_open_annuals(self):
        """Show the yearly inspections of the facility."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_cemetery.civil_cemetery_annual_action"
        )
        return {**action, "domain": [("facility_id", "=", self.id)]}
