from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.civil_base.tools.text import clean_code

#: Months that one batch of a cycle pays for.
CYCLE_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12, "once": 1}


class CivilSubsidyProgram(models.Model):
    """A subsidy that the bureau pays (补贴项目), such as 困难残疾人生活补贴.

    Everything that makes a program what it is stands in its fields: who claims it,
    how often, by what amount, whose account is paid, what is published. A new program
    needs no code.
    """

    _name = "civil.subsidy.program"
    _description = "Subsidy Program"
    _inherit = ["mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        help="Short Latin code; part of the batch number and of result files.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    remark = fields.Char(
        string="Passbook Remark",
        size=12,
        required=True,
        help="What the payee reads on the passbook; at most 12 characters.",
    )
    source = fields.Selection(
        [
            ("roster", "Monthly Rosters"),
            ("entitlement", "Entitlements"),
        ],
        string="Claimed By",
        required=True,
        default="entitlement",
        tracking=True,
        help="Monthly rosters: the towns list the claims anew each month. "
        "Entitlements: whoever was granted the program draws it until it ends.",
    )
    cycle = fields.Selection(
        [
            ("monthly", "Monthly"),
            ("quarterly", "Quarterly"),
            ("yearly", "Yearly"),
            ("once", "Once"),
        ],
        required=True,
        default="monthly",
        tracking=True,
        help="How often a batch is paid. A quarterly or yearly batch pays each of its "
        "months by the rules of that month. Once: paid in the month of the grant.",
    )
    amount_method = fields.Selection(
        [
            ("fixed", "Per Person"),
            ("household", "Per Household"),
            ("per_head", "Per Head of the Household"),
            ("difference", "Difference to the Standard"),
            ("bed_day", "Per Occupied Bed-Day"),
            ("bed_month", "Per Occupied Bed-Month"),
            ("individual", "Decided Case by Case"),
        ],
        required=True,
        default="fixed",
        tracking=True,
        help="How the month's amount follows from the class's standard. Difference: "
        "the standard times the persons counted, less the household's income.",
    )
    rounding = fields.Selection(
        [
            ("cent", "To the Cent"),
            ("jiao_up", "Up to the Jiao"),
            ("yuan_up", "Up to the Yuan"),
            ("yuan", "To the Nearest Yuan"),
        ],
        required=True,
        default="cent",
        tracking=True,
    )
    leave_rule = fields.Selection(
        [
            ("counted", "Counted as Occupied"),
            ("limited", "Counted up to a Limit"),
            ("excluded", "Not Counted"),
        ],
        string="Days on Leave",
        required=True,
        default="excluded",
        help="Of subsidies by occupied beds: whether days on leave count. The limit "
        "stands in the standard.",
    )
    payee_kind = fields.Selection(
        [
            ("person", "The Person"),
            ("head", "The Head of the Household"),
            ("agent", "The Named Agent"),
            ("institution", "The Institution"),
        ],
        string="Paid To",
        required=True,
        default="person",
        tracking=True,
        help="Whose account is paid, unless the entitlement names another payee. An "
        "institution gets one transfer for all its people.",
    )
    pay_day = fields.Integer(
        string="Payment Day",
        tracking=True,
        help="Day of the month by which the money should be on the account.",
    )
    death_months = fields.Integer(
        string="Months Paid After Death",
        tracking=True,
        help="Months after the month of death that are still due; 0 stops the "
        "subsidy from the month after the death.",
    )
    publicity = fields.Selection(
        [
            ("needed", "Needed"),
            ("none", "Not Needed"),
            ("forbidden", "Forbidden"),
        ],
        string="Public Notice",
        required=True,
        default="needed",
        tracking=True,
        help="Forbidden: of children's programs nothing is ever published.",
    )
    function_code = fields.Char(
        string="Functional Classification",
        tracking=True,
        help="Item of the government's expenditure classification, such as 2081004.",
    )
    economic_code = fields.Char(
        string="Economic Classification", tracking=True, help="Such as 30305 or 50901."
    )
    share_ids = fields.One2many(
        "civil.subsidy.share", "program_id", string="Sources of Funds"
    )
    stacking_ids = fields.One2many(
        "civil.subsidy.stacking", "program_id", string="Stacking Rules"
    )
    entitlement_ids = fields.One2many("civil.subsidy.entitlement", "program_id")
    roster_terms = fields.Text(
        help="What a roster writes in 补贴类型 to claim this program, one term a "
        "line. A term that several programs share claims all of them.",
    )
    class_ids = fields.One2many("civil.subsidy.class", "program_id", string="Classes")
    standard_ids = fields.One2many(
        "civil.subsidy.standard", "program_id", string="Standards"
    )
    bank_agent_id = fields.Many2one("civil.bank.agent", string="Agent Bank")
    agent_ids = fields.Many2many(
        "civil.bank.agent",
        string="Further Agent Banks",
        help="Each pays to its own accounts; the agent bank takes the rest.",
    )
    legal_basis = fields.Char(translate=True)
    batch_ids = fields.One2many("civil.subsidy.batch", "program_id")

    _code_uniq = models.UniqueIndex("(code)", "This program code is already in use.")
    _pay_day_range = models.Constraint(
        "CHECK (pay_day IS NULL OR pay_day BETWEEN 0 AND 31)",
        "The payment day is a day of the month.",
    )
    _death_months_sign = models.Constraint(
        "CHECK (death_months IS NULL OR death_months >= 0)",
        "The months paid after a death can't be less than none.",
    )

    @api.constrains("source", "cycle", "amount_method", "payee_kind")
    def _check_roster(self):
        for program in self:
            if program.source == "roster" and (
                program.cycle != "monthly" or program.amount_method != "fixed"
            ):
                raise ValidationError(
                    self.env._(
                        "%(program)s: what is claimed by monthly rosters is paid "
                        "monthly, per person.",
                        program=program.name,
                    )
                )

    def _months(self, period):
        """First days of the months that a batch of ``period`` pays for."""
        self.ensure_one()
        return [
            period + relativedelta(months=at)
            for at in range(CYCLE_MONTHS[self.cycle or "monthly"])
        ]

    def _previous_period(self, period):
        """First month of the batch before the one of ``period``."""
        self.ensure_one()
        return period - relativedelta(months=CYCLE_MONTHS[self.cycle or "monthly"])

    def _programs_by_term(self):
        """Map each cleaned roster term to the programs that it claims."""
        result = {}
        for program in self.search([]):
            for term in (program.roster_terms or "").splitlines():
                if term := clean_code(term):
                    result[term] = result.get(term, self) | program
        return result

    def action_view_standards(self):
        """Open the dated standards of the program, newest first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_subsidy_standard_action"
        )
        action["domain"] = [("program_id", "=", self.id)]
        action["context"] = {"default_program_id": self.id}
        return action
