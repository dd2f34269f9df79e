from odoo import api, fields, models


class CivilCemeteryInterment(models.Model):
    """Laying ashes down completes the funeral case of their cremation number."""

    _inherit = "civil.cemetery.interment"

    placement_ids = fields.One2many("civil.funeral.placement", "interment_id")
    case_number = fields.Char(
        string="Funeral Case", compute="_compute_case_number", compute_sudo=True
    )

    @api.depends("placement_ids.state", "cremation_number")
    def _compute_case_number(self):
        for interment in self:
            interment.case_number = interment._funeral_case().name

    def _guard_inter(self):
        return super()._guard_inter() or self._case_refusal()

    def _case_refusal(self):
        """Why the ashes can't be laid down, as their funeral case has it."""
        case = self._funeral_case()
        if not case:
            return False
        if case.state == "cremated":
            return self.env._(
                "by the case %(case)s the ashes haven't been handed over yet",
                case=case.name,
            )
        placed = case.placement_ids.filtered(
            lambda placement: placement.state == "valid" and placement.kind != "deposit"
        )
        if placed and placed.interment_id != self:
            return self.env._(
                "by the case %(case)s the ashes lie already in: %(place)s",
                case=case.name,
                place=placed.place,
            )
        return False

    def _funeral_case(self):
        """The case with the cremation number of the single interment."""
        # The number joins both, whoever may see the other side.
        cases = self.env["civil.funeral.case"].sudo()
        number = self.cremation_number
        return cases.search([("cremation_number", "=", number)]) if number else cases

    def _inter(self):
        result = super()._inter()
        for interment in self:
            interment._funeral_case()._interred(interment.sudo(), self.env.user)
        return result

    def _note_move(self):
        result = super()._note_move()
        for interment in self:
            interment._funeral_case()._moved_out(interment)
        return result
