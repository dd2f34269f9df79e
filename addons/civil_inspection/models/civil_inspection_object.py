from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

RISKS = [
    ("a", "A (Low)"),
    ("b", "B (Ordinary)"),
    ("c", "C (Raised)"),
    ("d", "D (High)"),
]


class CivilInspectionObject(models.Model):
    """Who can be inspected (检查对象名录库).

    An object is an organization, or a record that another module contributes by
    ``_contribute`` (see ``civil.inspection.subject.mixin``); what it is subject to
    are kinds of inspection.

    Source: 《优化营商环境条例》第五十四条 (双随机、一公开).
    """

    _name = "civil.inspection.object"
    _description = "Object of Inspections"
    _inherit = ["civil.division.mixin", "mail.thread"]
    _order = "code"
    _rec_names_search = ["name", "code"]

    code = fields.Char(string="Number", readonly=True, copy=False, index="trigram")
    name = fields.Char(required=True, index="trigram", tracking=True)
    kind_ids = fields.Many2many(
        "civil.inspection.kind",
        string="Kinds of Inspection",
        required=True,
        help="What the object is subject to.",
    )
    organization_id = fields.Many2one(
        "civil.organization",
        index="btree_not_null",
        ondelete="restrict",
    )
    res_model = fields.Char(string="Kind of Record", readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", readonly=True
    )
    risk_class = fields.Selection(
        RISKS, default="b", required=True, index=True, tracking=True
    )
    address = fields.Char()
    contact = fields.Char()
    phone = fields.Char()
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    conflict_ids = fields.One2many(
        "civil.inspection.conflict", "object_id", string="Conflicts of Interest"
    )
    inspection_ids = fields.One2many(
        "civil.inspection", "object_id", string="Inspections"
    )
    inspection_count = fields.Integer(compute="_compute_counts")
    hazard_count = fields.Integer(
        string="Open Hazards", compute="_compute_counts", compute_sudo=False
    )
    last_inspection_date = fields.Date(
        string="Last Inspected", readonly=True, copy=False, index=True
    )
    active = fields.Boolean(default=True, tracking=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already an object with this number."
    )
    _organization_uniq = models.UniqueIndex(
        "(organization_id) WHERE organization_id IS NOT NULL",
        "This organization is already among the objects of inspections.",
    )
    _record_uniq = models.UniqueIndex(
        "(res_model, res_id) WHERE res_model IS NOT NULL",
        "This record is already among the objects of inspections.",
    )

    @api.depends("inspection_ids")
    def _compute_counts(self):
        inspections = dict(
            self.env["civil.inspection"]._read_group(
                [("object_id", "in", self.ids)], ["object_id"], ["__count"]
            )
        )
        hazards = dict(
            self.env["civil.hazard"]._read_group(
                [("object_id", "in", self.ids), ("state", "!=", "closed")],
                ["object_id"],
                ["__count"],
            )
        )
        for record in self:
            record.inspection_count = inspections.get(record, 0)
            record.hazard_count = hazards.get(record, 0)

    @api.onchange("organization_id")
    def _onchange_organization_id(self):
        if self.organization_id:
            self.update(self._organization_values(self.organization_id))

    @api.model
    def _organization_values(self, organization):
        """Return what an object takes over from its organization."""
        return {
            "name": organization.name,
            "division_id": organization.division_id.id,
            "address": organization.address,
            "contact": organization.legal_representative,
            "phone": organization.phone,
        }

    @api.constrains("kind_ids")
    def _check_kind_ids(self):
        for record in self:
            if not record.kind_ids:
                raise ValidationError(
                    self.env._(
                        "%(name)s: say which kinds of inspection it is subject to.",
                        name=record.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Give each object its number, which stays with it."""
        numbers = self.env["civil.numbering"]._reserve(
            "inspection.object", len(vals_list)
        )
        organizations = self.env["civil.organization"]
        return super().create(
            [
                {
                    **self._organization_values(
                        organizations.browse(vals.get("organization_id"))
                    ),
                    **vals,
                    "code": number,
                }
                for vals, number in zip(vals_list, numbers, strict=True)
            ]
        )

    @api.model
    def _contribute(self, values, kind_codes):
        """Put records of another module among the objects, or bring them up to date.

        An object that was entered by hand for the same organization is taken over,
        and stays subject to what it was subject to.

        :param dict values: ``{record: values of its object}``, of one model; the
            values hold ``division_id`` and, where there is one, ``organization_id``
        :param kind_codes: codes of the kinds of inspection that they are subject to
        :return: the objects
        """
        kinds = self.env["civil.inspection.kind"].search([("code", "in", kind_codes)])
        known, new = self._contributed(values), []
        objects = self.browse()
        for record, given in values.items():
            vals = {
                "name": record.display_name,
                "res_model": record._name,
                "res_id": record.id,
                "kind_ids": [fields.Command.link(kind.id) for kind in kinds],
                **given,
            }
            if thing := known.get(record):
                thing.write(vals)
                objects |= thing
            else:
                new.append(vals)
        return objects | self.create(new)

    def _contributed(self, values):
        """``{record: its object}`` of the records that have one already."""
        everything = self.with_context(active_test=False)
        ids = [record.id for record in values]
        models = list({record._name for record in values})
        own = everything.search(
            Domain("res_model", "in", models) & Domain("res_id", "in", ids)
        )
        of = {record: given.get("organization_id") for record, given in values.items()}
        entered = everything.search(
            Domain("res_model", "=", False)
            & Domain("organization_id", "in", [*filter(None, of.values())])
        )
        by_record = {thing.res_id: thing for thing in own}
        by_organization = {thing.organization_id.id: thing for thing in entered}
        return {
            record: by_record.get(record.id) or by_organization.get(organization)
            for record, organization in of.items()
        }

    def action_view_inspections(self):
        """Show the inspections of the single object."""
        self.ensure_one()
        return self._action_related("civil_inspection.civil_inspection_action")

    def action_view_hazards(self):
        """Show the hazards found at the single object."""
        self.ensure_one()
        return self._action_related("civil_inspection.civil_hazard_action")

    def _action_related(self, xmlid):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {
            **action,
            "domain": [("object_id", "=", self.id)],
            "context": {"default_object_id": self.id},
        }

    def action_open_record(self):
        """Show the record behind the single object, if one may read it."""
        self.ensure_one()
        known = self.res_model in self.env
        record = known and self.env[self.res_model].browse(self.res_id).exists()
        if not record:
            raise UserError(self.env._("The record behind this object is gone."))
        record.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
