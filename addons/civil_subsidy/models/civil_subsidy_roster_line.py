from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.text import clean_code, clean_name
from odoo.addons.civil_resident.tools.identity import (
    is_card_doubtful,
    mask,
    parse_certificate,
    parse_identity,
)

from .civil_subsidy_payee import PERSONAL_DATA, account_problem

#: What staff may correct on a line until its batch is submitted.
CORRECTABLE = frozenset(
    (
        "name",
        "sex",
        "division_id",
        "program_ids",
        "identity_number",
        "identity_input",
        "certificate_number",
        "certificate_input",
        "disability_kind",
        "disability_grade",
        "minimum_living",
        "first_month",
        "bank_name",
        "account_number",
        "account_input",
        "account_holder",
        "agent_name",
        "phone",
        "note",
    )
)


class CivilSubsidyRosterLine(models.Model):
    """A line of a town's monthly roster (花名册), as submitted and then corrected.

    Each line claims one program or several. What can't be read is left empty, and
    the checks say so; a corrected field is judged again at the next computation.

    A *dropped* line is one that staff decided not to pay (the second of two lines
    of one person, say); a *rejected* one names no known program. Neither claims
    anything, but a rejected line still counts when the same number stands twice.
    """

    _name = "civil.subsidy.roster.line"
    _description = "Subsidy Roster Line"
    _inherit = ["civil.subsidy.payee", "civil.division.mixin"]
    _order = "period desc, town_id, row, id"
    _rec_name = "name"
    _protected_fields = {
        "identity_number": "identity_input",
        "certificate_number": "certificate_input",
        "account_number": "account_input",
    }

    import_id = fields.Many2one("civil.import", string="File", ondelete="restrict")
    period = fields.Date(string="Month", required=True, help="First day of the month.")
    sheet = fields.Char(readonly=True)
    row = fields.Integer(string="Sheet Row", readonly=True, aggregator=None)
    state = fields.Selection(
        [("taken", "Taken"), ("dropped", "Dropped"), ("rejected", "Rejected")],
        required=True,
        default="taken",
        readonly=True,
    )
    drop_reason = fields.Char(readonly=True)
    drop_uid = fields.Many2one("res.users", string="Dropped By", readonly=True)
    program_ids = fields.Many2many("civil.subsidy.program", string="Programs")
    sex = fields.Selection([("male", "Male"), ("female", "Female")])
    identity_input = fields.Char(
        string="New Identity Number",
        compute="_compute_inputs",
        inverse="_inverse_inputs",
        help="Type a number here to correct it; it is shown masked only.",
    )
    identity_valid = fields.Boolean(
        compute="_compute_identity_valid", store=True, compute_sudo=True
    )
    certificate_number = fields.Char(
        groups=PERSONAL_DATA, help="Disability certificate, without reissue suffix."
    )
    certificate_input = fields.Char(
        string="New Certificate Number",
        compute="_compute_inputs",
        inverse="_inverse_inputs",
        help="Type a number here to correct it; it is shown masked only.",
    )
    certificate_masked = fields.Char(
        string="Masked Certificate Number",
        compute="_compute_certificate_masked",
        compute_sudo=True,
    )
    certificate_valid = fields.Boolean(
        compute="_compute_certificate_valid", store=True, compute_sudo=True
    )
    disability_kind = fields.Selection(
        selection=lambda self: (
            self.env["civil.resident"]
            ._fields["disability_kind"]
            ._description_selection(self.env)
        )
    )
    disability_grade = fields.Selection(
        selection=lambda self: (
            self.env["civil.resident"]
            ._fields["disability_grade"]
            ._description_selection(self.env)
        )
    )
    minimum_living = fields.Selection([("yes", "Yes"), ("no", "No")])
    first_month = fields.Date(help="First month of entitlement; its first day.")
    account_problem = fields.Selection(
        [("missing", "Missing"), ("invalid", "Invalid")],
        compute="_compute_account_problem",
        store=True,
        compute_sudo=True,
    )
    account_doubtful = fields.Boolean(
        compute="_compute_account_problem",
        store=True,
        compute_sudo=True,
        help="It looks like a card number with a wrong check digit.",
    )
    agent_name = fields.Char(string="Agent (代领人)")
    phone = fields.Char(groups=PERSONAL_DATA)
    note = fields.Char()
    payment_ids = fields.One2many("civil.subsidy.payment", "line_id")
    check_ids = fields.Many2many(
        "civil.subsidy.check",
        string="Reasons",
        compute="_compute_from_payments",
        compute_sudo=True,
        help="Why one of the line's claims isn't paid, at the latest computation.",
    )
    is_frozen = fields.Boolean(
        compute="_compute_from_payments",
        compute_sudo=True,
        help="A payment of this line is being approved or already paid.",
    )

    _period_identity_idx = models.Index("(period, identity_number)")
    _unknown_name_idx = models.Index("(name) WHERE resident_id IS NULL")
    _import_row_uniq = models.UniqueIndex(
        "(import_id, sheet, row)", "This row of the file has already been taken."
    )

    @api.depends("identity_number")
    def _compute_identity_valid(self):
        for line in self:
            on = fields.Date.end_of(line.period, "month") if line.period else None
            line.identity_valid = parse_identity(line.identity_number, on).valid

    @api.depends("certificate_number")
    def _compute_certificate_valid(self):
        for line in self:
            line.certificate_valid = parse_certificate(line.certificate_number).valid

    @api.depends("account_number")
    def _compute_account_problem(self):
        for line in self:
            line.account_problem = account_problem(line.account_number)
            line.account_doubtful = is_card_doubtful(line.account_number)

    @api.depends("certificate_number")
    def _compute_certificate_masked(self):
        for line in self:
            line.certificate_masked = mask(line.certificate_number or "")

    @api.depends("payment_ids.check_ids", "payment_ids.batch_id.state")
    def _compute_from_payments(self):
        for line in self:
            line.check_ids = line.payment_ids.check_ids
            line.is_frozen = any(line.payment_ids.batch_id.mapped("is_frozen"))

    @api.depends("name", "town_id", "row")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.name or ''} ({line.town_id.name} {line.row})"

    def write(self, vals):
        """Clean what is typed; refuse to change a line whose payment is on its way."""
        if not set(vals) <= CORRECTABLE:
            raise UserError(
                self.env._("Where a line comes from and what became of it stays.")
            )
        self._refuse_frozen()
        vals = dict(vals)
        for field in {"name", "account_holder", "agent_name"} & set(vals):
            vals[field] = clean_name(vals[field] or "") or False
        for field in {"identity_number", "account_number"} & set(vals):
            vals[field] = clean_code(vals[field] or "") or False
        if "certificate_number" in vals:
            vals["certificate_number"] = (
                parse_certificate(vals["certificate_number"] or "").number or False
            )
        if vals.get("first_month"):
            vals["first_month"] = fields.Date.to_date(vals["first_month"]).replace(
                day=1
            )
        result = super().write(vals)
        if "identity_number" in vals:
            self._link_resident()
        if vals.keys() & {"disability_kind", "disability_grade"}:
            self.env["civil.subsidy.roster.load"]._record_lines(self)
        if "program_ids" in vals:
            rejected = self.filtered(lambda line: line.state == "rejected")
            rejected.filtered("program_ids")._write_kept({"state": "taken"})
        return result

    def _write_kept(self, vals):
        """Write what people may not type: what became of a line, and its person."""
        # pylint: disable=super-method-mismatch  # write() itself would refuse it
        return super().write(vals)

    def _refuse_frozen(self):
        """Refuse where a payment of a line is on its way.

        :raise UserError: naming the batch, which may lie above the user's divisions
        """
        frozen = self.sudo().payment_ids.batch_id.filtered("is_frozen")
        if frozen:
            raise UserError(
                self.env._(
                    "This line is part of batch %(batch)s, which is being approved or "
                    "already paid. Send the batch back first, or correct the payment "
                    "in a follow-up batch.",
                    batch=frozen[0].name,
                )
            )

    def _link_resident(self):
        """Point to the person whom the corrected number names, on file or not yet."""
        for line in self:
            # The number is protected from who may correct it, and the person may be
            # on file in another division.
            number = line.sudo().identity_number
            residents = self.env["civil.resident"].sudo()
            resident = (
                residents._find_by_number(number) if line.identity_valid else None
            )
            if line.identity_valid and not resident and line.name:
                resident = residents.create(
                    {
                        "name": line.name,
                        "identity_number": number,
                        "division_id": line.division_id.id,
                    }
                )
            line._write_kept({"resident_id": resident.id if resident else False})

    def _drop(self, reason):
        """Take the lines out of the month's claims, for ``reason``."""
        self._refuse_frozen()
        self._write_kept(
            {"state": "dropped", "drop_reason": reason, "drop_uid": self.env.uid}
        )

    def action_restore(self):
        """Take dropped lines back into the month's claims."""
        dropped = self.filtered(lambda line: line.state == "dropped")
        dropped._refuse_frozen()
        dropped._write_kept({"state": "taken", "drop_reason": False, "drop_uid": False})

    def action_drop(self):
        """Ask for the reason why the lines aren't paid, then drop them."""
        return self.env["civil.subsidy.reason"]._open(
            self, "_drop", self.env._("Drop Lines")
        )
