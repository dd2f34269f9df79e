from odoo import api, fields, models


class CivilCase(models.Model):
    """What is applied for at the register of social organizations (申请内容)."""

    _inherit = "civil.case"

    # Founding
    social_name_case_id = fields.Many2one(
        "civil.case",
        string="Name Check",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
        domain="[('social_action', '=', 'name_check'), ('state', 'in', "
        "('granted', 'served', 'archived')), ('social_kind_id', '=', social_kind_id)]",
        help="The granted check of the name that is to be registered.",
    )
    social_category_id = fields.Many2one(
        "civil.social.category",
        string="Category",
        ondelete="restrict",
        domain="[('kind_id', '=', social_kind_id)]",
    )
    social_purpose = fields.Text(string="Purpose of the Organization")
    social_scope = fields.Text(string="Scope of Business")
    social_area = fields.Char(string="Area of Activity")
    social_domicile = fields.Char(string="Domicile")
    social_fund = fields.Monetary(
        string="Registered Fund",
        currency_field="social_currency_id",
        help="Activity fund, opening fund or original fund, in yuan.",
    )
    social_unit_members = fields.Integer(string="Members That Are Units")
    social_individual_members = fields.Integer(string="Members That Are Persons")
    social_staff_count = fields.Integer(string="Staff")
    social_is_charity = fields.Boolean(string="Charity from the Start", copy=False)
    social_party_members = fields.Integer(string="Party Members")
    social_credit_code = fields.Char(
        string="Assigned Credit Code",
        copy=False,
        help="As the coding system assigned it: entered before the decision.",
    )
    # Officers and terms
    social_person_ids = fields.One2many(
        "civil.social.person", "case_id", string="Initiators and Proposed Officers"
    )
    social_elected_on = fields.Date(string="Day of the Meeting", copy=False)
    social_entitled = fields.Integer(
        string="Entitled to Vote", copy=False, help="Members or their representatives."
    )
    social_present = fields.Integer(string="Present", copy=False)
    social_votes = fields.Integer(string="Votes in Favor", copy=False)
    social_secret_ballot = fields.Boolean(string="By Secret Ballot", copy=False)
    social_term_start = fields.Date(string="Term from", copy=False)
    social_term_end = fields.Date(string="Term to", copy=False)
    social_is_reelection = fields.Boolean(
        string="New Term",
        default=True,
        copy=False,
        help="A whole new term is filed, not somebody who follows within it.",
    )
    social_term_request = fields.Selection(
        [
            ("plan", "Re-election on Time"),
            ("early", "Early Re-election"),
            ("extension", "Extension of the Term"),
        ],
        string="What Is Asked for",
        default="plan",
        copy=False,
    )
    social_term_date = fields.Date(
        string="Planned for",
        copy=False,
        help="The day of the election; of an extension the last day of the term.",
    )
    social_reason = fields.Text(string="Reasons Given", copy=False)
    # Changes
    social_change_ids = fields.One2many(
        "civil.social.change", "case_id", string="Changes"
    )
    # Deregistration
    social_liquidation_id = fields.Many2one(
        "civil.social.liquidation",
        string="Liquidation",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
        domain="[('org_id', '=', social_org_id)]",
    )
    social_liquidated_on = fields.Date(
        related="social_liquidation_id.ended_on", string="Liquidation Ended on"
    )
    social_audit_ids = fields.One2many(
        "civil.social.audit",
        compute="_compute_social_audit_ids",
        string="Audits of the Organization",
    )

    @api.depends("social_org_id")
    def _compute_social_audit_ids(self):
        for case in self:
            case.social_audit_ids = case.social_org_id and self.env[
                "civil.social.audit"
            ].search([("org_id", "=", case.social_org_id.id)])

    @api.onchange("social_name_case_id")
    def _onchange_social_name_case_id(self):
        """Take over what was said when the name was checked."""
        checked = self.social_name_case_id
        if checked:
            self.update(checked._social_name_values())
            self.party_type = checked.party_type
            self.resident_id = checked.resident_id
            self.organization_id = checked.organization_id
            self.division_id = checked.division_id
            self.social_supervisor_type = checked.social_supervisor_type
            self.social_supervisor_id = checked.social_supervisor_id

    def _social_representative(self):
        """The proposed legal representative of the single case."""
        return self.social_person_ids.filtered("is_legal_representative")

    def _social_items_text(self):
        """The items that are founded or changed, a line each."""
        self.ensure_one()
        if self.social_action == "change":
            return "\n".join(
                f"{change.item_id.name}：由“{change.former or ''}”变更为"
                f"“{change.shown or ''}”"
                for change in self.social_change_ids
            )
        if self.social_action != "founding":
            return ""
        rows = {
            "名称": self.social_name,
            "统一社会信用代码": self.social_credit_code,
            "法定代表人": self._social_representative()[:1].name,
            "住所": self.social_domicile,
            "业务范围": self.social_scope,
            "注册资金": f"{self.social_fund:,.2f}元",
            # Who supervises is no secret.
            "业务主管单位": self.sudo().social_supervisor_id.name,
        }
        return "\n".join(f"{label}：{value}" for label, value in rows.items() if value)
