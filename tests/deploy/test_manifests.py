#!/usr/bin/env python3
"""The compose file, the Kubernetes manifest and the Containerfile, as far as they can be judged without an engine:
test_manifests.py BUILD_DIR. Their schemas come from two packages of the Python index and are kept in the user's cache; without them
that part is skipped and says so."""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest
import zipfile

import yaml

BUILD = pathlib.Path(sys.argv.pop(1))
CACHE = pathlib.Path(os.environ.get("RAWI_CACHE") or pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "rawi")
ROOT = pathlib.Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = ("docker-compose==1.29.2", "compose/config/compose_spec.json")
KUBERNETES = ("kubernetes-validate==1.37.0", "kubernetes_validate/kubernetes-json-schema/v1.25.0-local-strict/")


def wheel(requirement):
    """A package's wheel, downloaded once and never installed."""
    folder = CACHE / "schemas" / requirement
    if not list(folder.glob("*.whl")):
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "-d", folder, requirement],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, check=False)
    found = list(folder.glob("*.whl"))
    if not found:
        raise unittest.SkipTest(f"{requirement} cannot be had here: the file is not judged by its schema")
    return zipfile.ZipFile(found[0])


def problems(schema, value):
    try:
        import jsonschema
    except ImportError:
        raise unittest.SkipTest("python3-jsonschema is not installed") from None
    validator = jsonschema.validators.validator_for(schema, jsonschema.Draft7Validator)(schema)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator.iter_errors(value)]


class Compose(unittest.TestCase):
    file = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))

    def test_fits_the_schema_of_the_compose_specification(self):
        requirement, path = COMPOSE
        schema = json.loads(wheel(requirement).read(path))
        younger = {"name"}  # keys that the specification took up after this schema was made
        self.assertEqual(problems(schema, {key: value for key, value in self.file.items() if key not in younger}), [])
        self.assertNotEqual(problems(schema, {"services": {"rawi": {"read_onyl": True}}}), [], "the schema refuses nothing")

    def test_every_mounted_file_is_there_and_every_volume_and_dependency_declared(self):
        for name, service in self.file["services"].items():
            for mount in service.get("volumes", []):
                source = mount.split(":")[0]
                if source.startswith("."):
                    self.assertTrue((DEPLOY / source).exists(), f"{name}: {source}")
                else:
                    self.assertIn(source, self.file["volumes"], name)
            for other in service.get("depends_on", []):
                self.assertIn(other, self.file["services"], name)

    def test_rawi_has_no_rights_it_does_not_need_and_time_to_drain(self):
        rawi = self.file["services"]["rawi"]
        self.assertEqual((rawi["read_only"], rawi["cap_drop"], rawi["stop_grace_period"]), (True, ["ALL"], "60s"))
        self.assertTrue((DEPLOY / rawi["build"]["context"] / rawi["build"]["dockerfile"]).exists())
        self.assertTrue(all(port.startswith("127.0.0.1:") for service in self.file["services"].values() for port in service.get("ports", [])))

    def test_prometheus_loads_rules_that_exist_and_asks_rawi(self):
        prometheus = yaml.safe_load((DEPLOY / "prometheus/prometheus.yml").read_text())
        for rules in prometheus["rule_files"]:
            self.assertTrue((DEPLOY / "prometheus" / rules).exists(), rules)
        self.assertEqual(prometheus["scrape_configs"][0]["static_configs"][0]["targets"], ["rawi:9480"])

    def test_grafana_finds_its_dashboard_and_the_dashboard_its_source(self):
        home = DEPLOY / "grafana" / pathlib.Path(self.file["services"]["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]).name
        self.assertEqual(json.loads(home.read_text("utf-8"))["title"].split()[0], "Rawi")
        source = yaml.safe_load((DEPLOY / "grafana/provisioning/datasources/rawi.yaml").read_text())["datasources"][0]
        self.assertEqual(source["url"], "http://prometheus:9090")
        provider = yaml.safe_load((DEPLOY / "grafana/provisioning/dashboards/rawi.yaml").read_text())["providers"][0]
        self.assertIn(f"./grafana:{provider['options']['path']}:ro", self.file["services"]["grafana"]["volumes"])

    def test_every_alert_has_a_section_in_the_runbook(self):
        runbook = (DEPLOY / "RUNBOOK.md").read_text("utf-8")
        headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", runbook, re.M)}
        rules = yaml.safe_load((DEPLOY / "prometheus/rawi.rules.yml").read_text())
        alerts = [rule for group in rules["groups"] for rule in group["rules"] if "alert" in rule]
        self.assertGreater(len(alerts), 5)
        for alert in alerts:
            self.assertIn(alert["annotations"]["runbook_url"].split("#")[1], headings, alert["alert"])
        for anchor in re.findall(r"\]\(#([\w-]+)\)", runbook):
            self.assertIn(anchor, headings, "a link inside the runbook")


class Kubernetes(unittest.TestCase):
    objects = [one for one in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8")) if one]

    def one(self, kind, name="rawi"):
        return next(o for o in self.objects if o["kind"] == kind and o["metadata"]["name"] == name)

    def test_every_object_fits_its_schema(self):
        requirement, folder = KUBERNETES
        archive = wheel(requirement)
        definitions = json.loads(archive.read(folder + "_definitions.json"))["$defs"]

        def schema_of(kind, version):
            group, _, version = version.rpartition("/")
            wanted = {"group": group, "kind": kind, "version": version}
            name = next(n for n, one in definitions.items() if wanted in one.get("x-kubernetes-group-version-kind", []))
            return {"$ref": f"#/$defs/{name}", "$defs": definitions}

        for one in self.objects:
            self.assertEqual(problems(schema_of(one["kind"], one["apiVersion"]), one), [], one["kind"])
        self.assertNotEqual(problems(schema_of("Service", "v1"), {"kind": "Service", "apiVersion": "v1", "spce": {}}), [],
                            "the schema refuses nothing")

    def test_one_daemon_with_a_claim_of_its_own_and_nothing_it_does_not_need(self):
        spec = self.one("StatefulSet")["spec"]
        pod = spec["template"]["spec"]
        rawi = pod["containers"][0]
        self.assertEqual(spec["replicas"], 1)
        self.assertEqual(spec["volumeClaimTemplates"][0]["metadata"]["name"], "state")
        self.assertTrue(pod["securityContext"]["runAsNonRoot"])
        self.assertEqual(rawi["securityContext"], {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                                                   "capabilities": {"drop": ["ALL"]}})
        uid = re.search(r"^USER (\d+):", (DEPLOY / "Containerfile").read_text(), re.M)[1]
        self.assertEqual((str(pod["securityContext"]["runAsUser"]), str(pod["securityContext"]["fsGroup"])), (uid, uid))

    def test_names_that_refer_to_each_other_agree(self):
        pod = self.one("StatefulSet")["spec"]["template"]["spec"]
        rawi = pod["containers"][0]
        volumes = {v["name"] for v in pod["volumes"]} | {c["metadata"]["name"] for c in self.one("StatefulSet")["spec"]["volumeClaimTemplates"]}
        self.assertEqual({m["name"] for m in rawi["volumeMounts"]}, volumes)
        ports = {port["name"] for port in rawi["ports"]}
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            self.assertIn(rawi[probe]["httpGet"]["port"], ports)
        for volume in pod["volumes"]:
            if "configMap" in volume:
                self.one("ConfigMap", volume["configMap"]["name"])
        labels = self.one("StatefulSet")["spec"]["template"]["metadata"]["labels"].items()
        self.assertLessEqual(self.one("Service")["spec"]["selector"].items(), labels)

    def test_the_configuration_in_it_is_one_that_rawi_takes(self):
        folder = BUILD / "deploy-kubernetes"
        (folder / "outlets").mkdir(parents=True, exist_ok=True)
        text = self.one("ConfigMap")["data"]["rawi.yaml"].replace("/etc/rawi/outlets", "outlets")
        (folder / "rawi.yaml").write_text(text, "utf-8")
        for name, outlet in self.one("ConfigMap", "rawi-outlets")["data"].items():
            (folder / "outlets" / name).write_text(outlet, "utf-8")
        run = subprocess.run([BUILD / "rawi", "check", "--config", folder / "rawi.yaml"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertEqual((run.returncode, run.stderr), (0, ""))


class Image(unittest.TestCase):
    text = (DEPLOY / "Containerfile").read_text()

    def test_is_non_root_says_when_it_is_ill_and_needs_no_shell_to_run(self):
        last = self.text[self.text.rindex("\nFROM "):]
        self.assertRegex(last, r"\nUSER \d+:\d+\n")
        self.assertIn('CMD ["/usr/bin/rawi", "health"]', last)
        for word in ("ENTRYPOINT", "CMD"):
            self.assertRegex(last, rf"\n{word} \[")

    def test_the_version_in_it_is_the_projects(self):
        version = re.search(r"project\(rawi VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
        self.assertEqual(set(re.findall(r"rawi_([\d.]+)_", self.text)), {version})


if __name__ == "__main__":
    unittest.main(verbosity=2)
