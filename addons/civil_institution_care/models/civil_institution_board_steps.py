from odoo import api, models
from odoo.exceptions import UserError


class CivilInstitutionBoardSteps(models.AbstractModel):
    """What is done on the floor plan: the steps of stays and beds, and no others."""

    _inherit = "civil.institution.board"

    @api.model
    def action_take(
        self,
        stay_id,
        step,
        bed_id=None,
        date=None,
        seen_state=None,
        seen_bed_id=None,
    ):
        """Take a step of a stay, as somebody saw it on the board.

        :param int stay_id: whose
        :param str step: reserve, release, trial, move_in, move or return
        :param int bed_id: the bed that the person gets, where the step gives one
        :param date date: the day of the step, today by default
        :param str seen_state: the state of the stay as the board showed it
        :param int seen_bed_id: the bed of the stay as the board showed it
        :raises UserError: the stay's own step refuses, or somebody else was quicker
        """
        stay = self.env["civil.institution.stay"].browse(stay_id)
        stay.check_access("write")
        stay._lock_for_step()
        if seen_state is not None:
            self._refuse_stale(stay, seen_state, seen_bed_id)
        day = date or None
        steps = {
            "reserve": lambda: stay.action_reserve_bed(bed_id=bed_id),
            "release": stay.action_release_bed,
            "trial": lambda: stay.action_start_trial(bed_id=bed_id, date=day),
            "move_in": lambda: stay.action_move_in(bed_id=bed_id, date=day),
            "move": lambda: stay.action_move_bed(bed_id=bed_id, date=day),
            "return": lambda: stay.action_return(date=day),
        }
        if step not in steps:
            raise UserError(
                self.env._("The board knows no step “%(step)s”.", step=step)
            )
        steps[step]()

    def _step(self, steps, name):
        if name not in steps:
            raise UserError(
                self.env._("The board knows no step “%(step)s”.", step=name)
            )
        return steps[name]

    def _refuse_stale(self, stay, seen_state, seen_bed_id):
        """Refuse where the stay isn't any more what somebody saw."""
        if (stay.state, stay.bed_id.id) == (seen_state, seen_bed_id or False):
            return
        raise UserError(
            self.env._(
                "Somebody else was quicker: %(person)s is now in the state "
                "“%(state)s”, bed %(bed)s. Nothing was changed; look at the board "
                "again.",
                person=stay.person_name,
                state=stay._state_label(),
                bed=stay.bed_id.display_name or self.env._("none"),
            )
        )

    @api.model
    def action_bed(self, bed_id, step, seen_state=None):
        """Take a bed that nobody has out of service, or let it be free again.

        :param int bed_id: which bed
        :param str step: out_of_service or free
        :param str seen_state: the state of the bed as the board showed it
        :raises UserError: somebody has the bed, or somebody else was quicker
        """
        bed = self.env["civil.institution.bed"].browse(bed_id)
        bed.check_access("write")
        bed._lock_for_step()
        if seen_state is not None and bed.state != seen_state:
            raise UserError(
                self.env._(
                    "Somebody else was quicker: bed %(bed)s is now in the state "
                    "“%(state)s”. Nothing was changed; look at the board again.",
                    bed=bed.display_name,
                    state=bed._state_label(),
                )
            )
        steps = {"out_of_service": bed.action_take_out, "free": bed.action_free}
        if step not in steps:
            raise UserError(
                self.env._("The board knows no step “%(step)s”.", step=step)
            )
        steps[step]()

    @api.model
    def action_admit(self, institution_id):
        """Open the form of a new stay in an institution."""
        self.env["civil.institution.stay"].check_access("create")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Admission"),
            "res_model": "civil.institution.stay",
            "views": [[False, "form"]],
            "context": {"default_institution_id": institution_id},
        }
