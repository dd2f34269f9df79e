from odoo import SUPERUSER_ID, models
from odoo.exceptions import UserError

from odoo.addons.civil_funeral.tools.steps import STEPS

#: Kinds of a placement that an interment can be.
IN_CEMETERY = ("plot", "niche", "ecological")
#: Where the context holds the interment that is just being made.
_LAID = "civil_funeral_interment"


class CivilFuneralCase(models.Model):
    """Placements in a cemetery on record are interments, and the other way round."""

    _inherit = "civil.funeral.case"

    def action_placement(self, files=None, agreement_id=None, **values):
        """Note where the ashes are; an agreement on a plot makes the interment, too.

        :param int agreement_id: the ``civil.cemetery.agreement`` in force on the plot
            or niche into which they are laid; place and proof follow from it
        :param values: as without a cemetery
        :raises UserError: the cemetery or the case refuses, with the reason
        """
        if not agreement_id:
            return super().action_placement(files=files, **values)
        self.ensure_one()
        self.check_access("write")
        self._lock_for_step()
        self._refuse_reasons({self: self._node_refusal(STEPS["placement"])})
        agreement = self.env["civil.cemetery.agreement"].browse(agreement_id)
        agreement.check_access("write")
        interment = self.env["civil.cemetery.interment"].create(
            {
                "agreement_id": agreement.id,
                "name": self.deceased_name,
                "sex": self.sex,
                "death_date": self.death_date,
                "death_id": self.sudo().death_id.id,
                "cremation_number": self.cremation_number,
                "interred_on": values.get("placement_date"),
                "host_name": self.ashes_to,
                "relation": self.ashes_relation,
            }
        )
        interment.action_inter()
        return True

    def _interred(self, interment, user):
        """Let an interment be the placement of its case, if there is one."""
        for case in self.with_user(SUPERUSER_ID):
            if case.state not in STEPS["placement"].states:
                continue
            facts = case._facts(STEPS["placement"], case._interment_facts(interment))
            # The state of the interment is written after what it brings about.
            case.with_context(**{_LAID: interment})._take_one(
                "placement", facts, user=user
            )
            case._sync_todos()

    def _interment_facts(self, interment):
        agreement = interment.agreement_id
        return {
            "placement_kind": interment.plot_id.kind,
            "placement_place": interment.plot_id.display_name,
            "placement_document": agreement.certificate_number or agreement.number,
            "placement_date": interment.interred_on,
        }

    def _check_placement(self, facts):
        super()._check_placement(facts)
        interment = self._lying()
        if not interment:
            return
        kind = facts.get("placement_kind")
        place = interment.plot_id.display_name
        if kind != interment.plot_id.kind or facts["placement_place"] != place:
            raise UserError(
                self.env._(
                    "%(case)s: by their number the ashes lie in %(place)s; note "
                    "there first that they were moved away.",
                    case=self.display_name,
                    place=place,
                )
            )

    def _lying(self):
        """The interment that lasts, by the cremation number of the single case."""
        # Wherever it is, and whoever keeps the cemetery.
        interments = self.env["civil.cemetery.interment"].sudo()
        number = self.cremation_number
        if not number:
            return interments
        return interments.search(
            [
                ("cremation_number", "=", number),
                ("state", "=", "active"),
            ]
        )

    def _placement_values(self, kind):
        values = super()._placement_values(kind)
        if kind in IN_CEMETERY:
            values["interment_id"] = (self._laid() or self._lying()).id
        return values

    def _laid(self):
        """The interment that is just being made; only code can hand one over."""
        laid = self.env.context.get(_LAID)
        return laid if isinstance(laid, models.BaseModel) else None

    def _moved_out(self, interment):
        """Ask where the ashes are that were taken out of a cemetery."""
        for case in self:
            valid = case.placement_ids.filtered(
                lambda placement: (
                    placement.interment_id == interment.sudo()
                    and placement.state == "valid"
                )
            )
            if not valid:
                continue
            valid._replace()
            standing = case.mark_ids.filtered(
                lambda m: m.kind == "ashes_unknown" and m.state == "open"
            )
            if not standing:
                self.env["civil.funeral.mark"]._note(
                    case,
                    "ashes_unknown",
                    self.env._(
                        "Moved out of %(place)s to: %(to)s",
                        place=valid.place,
                        to=interment.moved_to or interment.agreement_id.moved_to or "—",
                    ),
                )
