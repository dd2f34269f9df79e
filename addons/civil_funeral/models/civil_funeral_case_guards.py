from odoo import fields, models


class CivilFuneralCaseGuards(models.Model):
    """What stands against a node: a reason, or False."""

    _inherit = "civil.funeral.case"

    def _report_refusal(self):
        labels = {
            "deceased_name": self.deceased_name,
            "division_id": self.division_id,
            "death_at": self.death_at,
            "death_place": self.death_place,
            "reporter_name": self.reporter_name,
            "home_id": self.home_id,
        }
        missing = [name for name, value in labels.items() if not value]
        if missing:
            return self.env._(
                "still missing: %(names)s",
                names="、".join(
                    self._fields[name]._description_string(self.env) for name in missing
                ),
            )
        return False

    def _has_node(self, name):
        return name in self.sudo().node_ids.mapped("node")

    def _certificate_refusal(self):
        if self.state == "in_home" and self.certificate_kind:
            return self.env._("the certificate is on record; correct its node")
        return False

    def _proposed_proof(self):
        """Which kind of proof fits the death."""
        if self.is_unknown:
            return "letter"
        return "police" if self.is_unnatural else "medical"

    def _release_refusal(self):
        if not (self.is_unnatural or self.is_unknown):
            return self.env._("a natural death needs no consent of the police")
        return self._once("release")

    def _notice_refusal(self):
        if not self.is_unknown:
            return self.env._("only unknown bodies are published")
        return self._once("notice")

    def _once(self, name):
        if self._has_node(name):
            return self.env._("this node is on record; correct it there")
        return False

    def _transport_refusal(self):
        if not self.order_number:
            return self.env._("no hearse has been sent yet: make the order first")
        return self._once("transport")

    def _admission_refusal(self):
        if not self._has_node("transport"):
            return self.env._("the handover of the body isn't on record")
        return False

    def _confirmation_refusal(self):
        return self._proof_refusal()

    def _proof_refusal(self):
        """Why the body can't be cremated: of the proofs from others."""
        if not self.certificate_kind:
            return self.env._("there is no valid certificate of death")
        if (self.is_unnatural or self.is_unknown) and not self.release_number:
            return self.env._(
                "it is an unnatural death or an unknown body, and the police haven't "
                "consented to the cremation"
            )
        if self.is_unknown and not self._notice_over():
            return self.env._("the notice of the unknown body hasn't ended")
        return False

    def _notice_over(self):
        """Tell whether the notice of an unknown body was published and has ended."""
        clock = self._clocks("funeral.notice")[-1:]
        return bool(clock) and clock.limit_at <= fields.Datetime.now()

    def _cremation_refusal(self):
        if refusal := self._proof_refusal():
            return refusal
        if not self.host_name:
            return self.env._("nobody has signed the confirmation of the cremation")
        return False

    def _burial_refusal(self):
        if self.must_cremate:
            return self.env._(
                "whoever dies here has to be cremated, by the rule for this day"
            )
        if not self.certificate_kind:
            return self.env._("there is no valid certificate of death")
        return False

    def _household_refusal(self):
        if self.is_unknown:
            return self.env._("nobody knows whose registration it would be")
        return self._once("household")

    def _closing_refusal(self):
        if self.has_mark:
            return self.env._("it has abnormal marks that nobody has dealt with")
        if not self.visitor:
            return self.env._("nobody has visited the family after the placement")
        if self.is_local and not self.is_unknown and not self.household_date:
            return self.env._("the household registration hasn't been cancelled")
        return False

    def _correction_refusal(self, node, reason):
        if node.case_id != self:
            return self.env._("the node belongs to another case")
        if self.state in ("closed", "cancelled"):
            return self.env._(
                "it is in the state “%(state)s”", state=self._state_label()
            )
        last = self.sudo().node_ids.filtered(lambda n: n.node == node.node)
        if node != last.sorted("id")[-1:].with_env(node.env):
            return self.env._("the node has been corrected already; correct that one")
        if node.node in ("closing", "cancellation", "register", "reissue"):
            return self.env._("such a node can't be corrected")
        if not (reason or "").strip():
            return self.env._("write what was wrong")
        return False
