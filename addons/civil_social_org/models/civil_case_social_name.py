from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

#: The parts of a name, in their order.
PARTS = ("social_name_area", "social_name_trade", "social_name_field")
PARTS += ("social_name_form",)


class CivilCase(models.Model):
    """The name that is applied for: built from its parts, checked while typing."""

    _inherit = "civil.case"

    social_name_area = fields.Char(
        string="Area in the Name", help="The administrative division, such as 曾都区."
    )
    social_name_trade = fields.Char(
        string="Trade Name", help="The word of its own (字号), where the kind has one."
    )
    social_name_field = fields.Char(
        string="Field in the Name", help="The trade, the field or who the members are."
    )
    social_name_form = fields.Char(
        string="Form in the Name", help="Such as 协会, 学会, 服务中心."
    )
    social_name = fields.Char(
        string="Name of the Organization",
        compute="_compute_social_name",
        store=True,
        index="trigram",
    )
    social_name_problem = fields.Text(
        string="Against the Name", compute="_compute_social_name_problem"
    )
    social_name_hint = fields.Text(
        string="To Consider", compute="_compute_social_name_problem"
    )
    social_name_reason = fields.Char(
        string="Why the Name Is Kept",
        copy=False,
        help="Why the name may be used although it resembles another.",
    )

    @api.depends(*PARTS)
    def _compute_social_name(self):
        for case in self:
            case.social_name = case._social_full_name() or False

    def _social_full_name(self):
        return self.env["civil.social.name"]._full_name(self._social_name_parts())

    def _social_name_parts(self):
        """The parts as the rules on names call them."""
        names = ("division", "trade", "field", "form")
        return {name: self[part] for name, part in zip(names, PARTS, strict=True)}

    @api.onchange("kind_id")
    def _onchange_social_kind(self):
        """Begin a name with the district."""
        if self.social_action in ("name_check", "founding"):
            if not self.social_name_area:
                district = self.env["civil.division"]._open_district()
                self.social_name_area = district.name

    @api.depends(*PARTS, "kind_id", "social_org_id", "received_date")
    def _compute_social_name_problem(self):
        for case in self:
            found = case._social_name_problems()
            for level, name in (
                ("error", "social_name_problem"),
                ("warning", "social_name_hint"),
            ):
                lines = [one.sentence for one in found if one.level == level]
                case[name] = "\n".join(lines) or False

    def _social_name_problems(self):
        """What stands against the name of the single case."""
        parts = self._social_name_parts()
        if not self.social_kind_id or not (parts["field"] and parts["form"]):
            return []
        received = self.received_date or fields.Datetime.now()
        day = self.env["civil.clock"]._local(received).date()
        # After a founding the organization bears the name itself.
        org = self.social_org_id.sudo()
        return self.env["civil.social.name"]._judge(
            self.social_kind_id, parts, day, org
        )

    def _social_name_refusal(self, name=None):
        """Why the name of the single case can't be given, or False.

        :param str name: the name that a change states, which the parts have to make
        """
        if not self.social_name_field or not self.social_name_form:
            return self.env._("build the name from its parts")
        if name and name != self.social_name:
            return self.env._(
                "the new name isn't what the parts make: %(name)s",
                name=self.social_name,
            )
        if self.social_name_problem:
            return self.social_name_problem.replace("\n", " ")
        if self.social_name_hint and not (self.social_name_reason or "").strip():
            return self.env._(
                "%(hint)s Write why the name is kept.",
                hint=self.social_name_hint.replace("\n", " "),
            )
        return self._social_reserved_refusal()

    def _social_reserved_refusal(self):
        """Whether an earlier case keeps the same name, or False."""
        # Names are kept for whoever applied first, whoever looks.
        first = self.social_name_case_id or self
        others = self.sudo().search(
            [
                ("social_name", "=", self.social_name),
                ("social_kind_id", "=", self.social_kind_id.id),
                ("social_action", "in", ("name_check", "founding")),
                ("id", "<", first.id),
                ("state", "not in", ("draft", "refused", "withdrawn", "not_accepted")),
            ]
        )
        today = fields.Date.context_today(self)
        kept = others.filtered(
            lambda other: (
                not other.social_org_id and other._social_name_until() >= today
            )
        )
        return bool(kept) and self.env._(
            "%(case)s has applied for this name before", case=kept[0].display_name
        )

    def _social_name_values(self):
        """What a name check hands on to the founding."""
        self.ensure_one()
        return {name: self[name] for name in (*PARTS, "social_name")}

    def _social_name_until(self):
        """Until when the name of the single check is kept, if decided today or then."""
        decided = self.decided_date or fields.Datetime.now()
        day = self.env["civil.clock"]._local(decided).date()
        months = self.env["civil.parameter"]._get("social.name_keep_months", day)
        return day + relativedelta(months=months)
