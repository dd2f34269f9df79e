from decimal import Decimal

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
    date_from = fields.Date(
        string="Runs From",
        tracking=True,
        help="Nothing is granted for months before it; empty: no limit.",
    )
    date_to = fields.Date(
        string="Runs Until",
        tracking=True,
        help="Last day; nothing is granted for later months. Empty while it runs.",
    )
    for_children = fields.Boolean(
        tracking=True,
        help="Orphans and children without support: nothing of it is ever published "
        "(民法典第一千零三十四条, 未成年人保护法第四条).",
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
    source_total = fields.Float(
        string="Sources Today (%)",
        digits=(5, 2),
        compute="_compute_setup",
        help="What the sources of funds that hold today add up to.",
    )
    setup_warning = fields.Text(
        compute="_compute_setup", help="What is still missing before it can be paid."
    )
    stacking_ids = fields.One2many(
        "civil.subsidy.stacking", "program_id", string="Stacking Rules"
    )
    stacked_by_ids = fields.One2many(
        "civil.subsidy.stacking", "other_program_id", string="Programs That Give Way"
    )
    entitlement_ids = fields.One2many("civil.subsidy.entitlement", "program_id")
    entitlement_count = fields.Integer(
        string="Entitlements", compute="_compute_entitlement_count"
    )
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

    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_from IS NULL OR date_to >= date_from)",
        "A program can't end before it begins.",
    )

    @api.onchange("source")
    def _onchange_source(self):
        """What rosters claim is paid monthly, to each person."""
        if self.source == "roster":
            self.cycle, self.amount_method = "monthly", "fixed"
            self.payee_kind = "person"

    @api.onchange("for_children")
    def _onchange_for_children(self):
        if self.for_children:
            self.publicity = "forbidden"

    @api.depends(
        "share_ids.percent",
        "share_ids.date_from",
        "share_ids.date_to",
        "class_ids.standard_ids",
        "amount_method",
    )
    @api.depends_context("lang")
    def _compute_setup(self):
        today = fields.Date.context_today(self)
        for program in self:
            total = program._source_total(today)
            program.source_total = float(total)
            program.setup_warning = "\n".join(program._missing(today, total)) or False

    def _compute_entitlement_count(self):
        counts = dict(
            self.env["civil.subsidy.entitlement"]._read_group(
                [("program_id", "in", self.ids), ("state", "!=", "ended")],
                ["program_id"],
                ["__count"],
            )
        )
        for program in self:
            program.entitlement_count = counts.get(program._origin, 0)

    def _source_total(self, day):
        """What the program's sources of funds add up to on a day, in percent."""
        self.ensure_one()
        return sum(
            (
                Decimal(str(share.percent))
                for share in self.share_ids
                if share.date_from and share._holds_on(day)
            ),
            Decimal(0),
        )

    def _sources_complete(self, day):
        """Whether it is said of every yuan, on a day, which source it comes from."""
        return self._source_total(day) == 100

    def _missing(self, day, total):
        """Sentences on what the program still lacks on a day."""
        if total != 100:
            yield self.env._(
                "The sources of funds add up to %(total)s percent, not 100.",
                total=f"{total:f}",
            )
        if self.amount_method == "individual":
            return
        leaves = self.class_ids.filtered("active")
        leaves -= leaves.parent_id
        if not leaves:
            yield self.env._(
                "It has no class yet: one class is needed to carry the standard."
            )
        without = [
            leaf.name for leaf in leaves if not leaf._has_standard(day) and leaf.name
        ]
        if without:
            yield self.env._(
                "No standard is in force for: %(names)s.", names=", ".join(without)
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
                        "monthly, per person. Choose entitlements as the claim, "
                        "or change cycle and amount.",
                        program=program.name,
                    )
                )

    @api.constrains(
        "source", "amount_method", "payee_kind", "publicity", "for_children"
    )
    def _check_fits(self):
        """Refuse what can't be meant, naming the program and the remedy."""
        for program in self:
            if sentence := program._misfit():
                raise ValidationError(
                    self.env._(
                        "%(program)s: %(problem)s",
                        program=program.name,
                        problem=sentence,
                    )
                )

    def _misfit(self):
        if self.for_children and self.publicity != "forbidden":
            return self.env._(
                "a program for children is never published; set the public notice to "
                "forbidden."
            )
        if self.source == "roster" and self.payee_kind != "person":
            return self.env._(
                "rosters name the account of each person; choose the person as payee."
            )
        return False

    def _settled_models(self):
        """Names of the models of what organizations claim, by ``source``.

        Addons add theirs, each with ``civil.subsidy.settled.mixin``.
        """
        return {}

    def _settled(self):
        """The model of what organizations claim, or None where persons do."""
        name = self._settled_models().get(self.source)
        return self.env[name] if name else None

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

    def action_view_entitlements(self):
        """Open who draws the program."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_subsidy_entitlement_action"
        )
        action["domain"] = [("program_id", "=", self.id)]
        action["context"] = {}
        return action
