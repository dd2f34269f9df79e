from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestDefinition(ApprovalCase):
    """The tiers: kept by the administrator, understandable, with a history."""

    def test_the_administrator_keeps_them_and_nobody_else(self):
        tier = self.first.with_user(self.admin)
        tier.name = "Section"
        tier.copy().unlink()
        for user in (self.clerk, self.head, self.deputy):
            self.assertTrue(self.first.with_user(user).name)
            with self.assertRaises(AccessError):
                self.first.with_user(user).write({"active": False})

    def test_only_what_goes_through_approval_can_be_chosen(self):
        self.assertIn(self.model.model, self.first._get_tier_validation_model_names())
        with self.assertRaises(ValidationError):
            self.first.model_id = self.env["ir.model"]._get("res.partner")

    def test_a_tier_in_use_names_one_group_or_one_person(self):
        for vals in (
            {"reviewer_group_id": False},
            {"reviewer_id": self.head.id},
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.first.write(vals)
        self.head.active = False
        with self.assertRaises(ValidationError):
            self.first.write({"reviewer_group_id": False, "reviewer_id": self.head.id})
        self.make_tier("Director", active=False)

    def test_a_condition_is_understood(self):
        for wrong in (
            "[('no_such_field', '=', 1)]",
            "[('amount', 'above', 1)]",
            "amount > 1",
            "[('amount', '>='",
            "[('maker_id', '=', uid)]",
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.first.definition_domain = wrong
        self.first.definition_domain = "[('amount', '>=', 500)]"

    def test_who_changed_a_tier_stays_visible(self):
        tier = self.first.with_user(self.admin).with_context(tracking_disable=False)
        self.flush_tracking()
        tier.write({"sequence": 15, "reviewer_group_id": self.directors.id})
        self.flush_tracking()
        message = tier.message_ids[0]
        self.assertEqual(message.author_id, self.admin.partner_id)
        changed = message.sudo().tracking_value_ids.field_id.mapped("name")
        self.assertEqual(set(changed), {"sequence", "reviewer_group_id"})

    def test_a_tier_in_which_something_was_decided_stays(self):
        self.submitted()
        with self.assertRaises(UserError):
            self.first.unlink()
        self.first.active = False

    def flush_tracking(self):
        self.env.flush_all()
        self.env.cr.flush()
        self.env.cr.precommit.run()
