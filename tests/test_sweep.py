"""What holds for every model, view and menu of the suite, whoever adds one."""

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

PREFIXES = ("civil.", "account.parallel.", "l10n_cn.")


@tagged("standard", "post_install", "-at_install")
class TestSweep(TransactionCase):
    """One pass over the whole registry."""

    #: Numbers that only share a protected one's name: the cremation certificate's own,
    #: and the enforcement certificate's, which officers show and notices print.
    open_numbers = (
        ("civil.cemetery.agreement", "certificate_number"),
        ("civil.death", "certificate_number"),
        ("civil.inspection.inspector", "certificate_number"),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.models = [
            cls.env[name]
            for name in sorted(cls.env.registry)
            if name.startswith(PREFIXES)
        ]
        cls.stored = [model for model in cls.models if model._auto and model._table]
        cls.stored = [model for model in cls.stored if not model._abstract]

    def test_every_model_says_who_may(self):
        """A stored model has access lines, and each of them names a group."""
        for model in self.stored:
            lines = self.env["ir.model.access"].search(
                [("model_id.model", "=", model._name)]
            )
            with self.subTest(model=model._name):
                self.assertTrue(lines)
                self.assertTrue(all(line.group_id for line in lines))

    def test_every_place_is_bounded(self):
        """Where records must have a division, a global rule looks at it."""
        for model in self.stored:
            field = model._fields.get("division_id")
            if model._transient or not field or not (field.store and field.required):
                continue
            rules = self.env["ir.rule"].search(
                [("model_id.model", "=", model._name), ("groups", "=", False)]
            )
            with self.subTest(model=model._name):
                self.assertTrue(
                    any("division_ids" in (rule.domain_force or "") for rule in rules)
                )

    def test_the_auditor_reads_and_writes_nothing(self):
        """Group 审计/纪检 never has more than reading, on any model that is kept.

        What a window asks before it shows figures is nobody's record.
        """
        auditor = self.env.ref("civil_base.group_auditor")
        lines = self.env["ir.model.access"].search(
            [
                ("group_id", "=", auditor.id),
                ("model_id.model", "in", [model._name for model in self.models]),
                ("model_id.transient", "=", False),
            ]
        )
        self.assertTrue(lines)
        for line in lines:
            with self.subTest(model=line.model_id.model):
                self.assertFalse(
                    line.perm_write or line.perm_create or line.perm_unlink
                )

    def test_protected_numbers_are_for_the_group_only(self):
        """Identity and account numbers carry the personal-data group."""
        for model in self.stored:
            for name in ("identity_number", "account_number", "certificate_number"):
                field = model._fields.get(name)
                if field is None or not field.store:
                    continue
                if (model._name, name) in self.open_numbers:
                    continue
                with self.subTest(model=model._name, field=name):
                    self.assertEqual(field.groups, "civil_base.group_personal_data")

    def test_every_declared_constraint_is_in_the_database(self):
        names = {
            name
            for (name,) in self.env.execute_query(
                SQL(
                    "SELECT conname FROM pg_constraint"
                    " UNION SELECT relname FROM pg_class"
                )
            )
        }
        for model in self.stored:
            for key, item in model._table_objects.items():
                with self.subTest(model=model._name, name=key):
                    self.assertTrue(names & {key, item.full_name(model)})

    def test_every_state_of_a_workflow_exists(self):
        for model in self.models:
            steps = getattr(model, "_transitions", ())
            if not steps or model._abstract:
                continue
            states = set(dict(model._fields["state"]._description_selection(self.env)))
            for step in steps:
                with self.subTest(model=model._name, step=step.key):
                    self.assertLessEqual({*step.sources, step.target}, states)
                    self.assertTrue(not step.guard or hasattr(model, step.guard))
                    self.assertTrue(not step.effect or hasattr(model, step.effect))
                    for group in step.groups:
                        self.assertTrue(self.env.ref(group))

    def test_every_view_and_menu_opens(self):
        menus = self.env["ir.ui.menu"].with_context(active_test=False).search([])
        for menu in menus.filtered("action"):
            action = menu.action
            if action._name != "ir.actions.act_window":
                continue
            if not action.res_model.startswith(PREFIXES):
                continue
            with self.subTest(menu=menu.complete_name):
                kinds = [kind for kind in action.view_mode.split(",") if kind]
                views = [(False, kind) for kind in kinds]
                found = self.env[action.res_model].get_views(
                    [*views, (False, "search")]
                )
                self.assertLessEqual(set(kinds), set(found["views"]))
