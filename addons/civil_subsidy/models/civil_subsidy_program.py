from odoo import fields, models

from odoo.addons.civil_base.tools.text import clean_code


class CivilSubsidyProgram(models.Model):
    """A subsidy that the bureau pays (补贴项目), such as 困难残疾人生活补贴."""

    _name = "civil.subsidy.program"
    _description = "Subsidy Program"
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
