from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door

#: Lets a part's own steps write what nobody writes by hand.
_PEN = Door("civil_enforcement_pen")


class CivilEnforcementPart(models.AbstractModel):
    """Something that belongs to a case of enforcement, such as a piece of evidence.

    It can be added and changed while the case is in one of ``_open_states`` only.
    """

    _name = "civil.enforcement.part"
    _description = "Part of an Enforcement Case"

    #: The states of the case in which the part may be added and changed.
    _open_states = ("draft", "investigating", "reported", "noticed")
    #: Fields that the part's own steps alone write, at any time.
    _step_fields = ()
    #: Fields that stay open after that.
    _late_fields = ()

    case_id = fields.Many2one(
        "civil.enforcement.case", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="case_id.company_id")

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to add to a case that is beyond that."""
        given = {
            name for vals in vals_list for name in self._step_fields if vals.get(name)
        }
        self._refuse_by_hand(given)
        parts = super().create(vals_list)
        parts._check_open()
        return parts

    def write(self, vals):
        """Refuse to change what a case rests on once it is beyond that."""
        if _PEN.is_open(self):
            return super().write(vals)
        self.check_access("write")
        self._refuse_by_hand(set(vals) & set(self._step_fields))
        if not set(vals) <= set(self._late_fields):
            self._check_open()
        result = super().write(vals)
        if "case_id" in vals:
            self._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_while_open(self):
        self._check_open()

    def _write_by_step(self, vals):
        """Write what only a step may write, after the step's own checks."""
        return _PEN.opened(self.sudo()).write(vals)

    def _refuse_by_hand(self, names):
        if names:
            labels = [
                self._fields[name]._description_string(self.env) for name in names
            ]
            raise UserError(
                self.env._(
                    "%(fields)s can't be set by hand: use the buttons.",
                    fields=", ".join(sorted(labels)),
                )
            )

    def _check_open(self):
        """Refuse where a case isn't in a state that lets its parts change.

        :raises UserError: naming the case and its state
        """
        # Whoever may see the part may be told the state of its case.
        for case in self.sudo().case_id:
            if case.state not in self._open_states:
                raise UserError(
                    self.env._(
                        "%(part)s: case %(case)s is in the state “%(state)s”; this "
                        "can't be added or changed anymore.",
                        part=self.env["ir.model"]._get(self._name).name,
                        case=case.display_name,
                        state=case._state_label(),
                    )
                )
