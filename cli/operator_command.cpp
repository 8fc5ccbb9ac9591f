#include <array>

#include "base/ids.h"
#include "cli/commands.h"
#include "cli/operator_identity.h"
#include "cli/option_values.h"

namespace xunjian {
namespace {

constexpr std::array kRoles = {Role::kViewer, Role::kOperator, Role::kSeat,   Role::kExpert,
                               Role::kLeader, Role::kAdmin,    Role::kAuditor};

struct CreateOptions {
  std::string name;
  std::string role;
  std::string site;
  std::string folder;
};

struct ListOptions {
  std::string format;
};

Result<Role> RoleOf(const std::string& text) {
  if (const auto role = ParseRole(text)) return *role;
  std::vector<std::string_view> names;
  for (const Role role : kRoles) names.push_back(ToString(role));
  return UnknownChoice("--role", text, names);
}

Result<int> Create(CommandContext& context, const CreateOptions& options) {
  const auto role = RoleOf(options.role);
  if (!role) return role.error();
  if (!IsValidName(options.name)) {
    return MakeError(ErrorCode::kInvalidArgument,
                     {"a name is 1 to 128 letters, digits, '.', '_' or '-', starting with a letter "
                      "or digit",
                      "名称由 1 至 128 个字母、数字、'.'、'_' 或 '-' 组成，以字母或数字开头"});
  }
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto created =
      (*collector)
          ->CreateOperator(kNoActor, {.name = options.name, .role = *role, .site = options.site});
  if (!created) return created.error();
  if (auto written =
          WriteOperatorIdentity(context.world().storage, options.folder, options.name, *created);
      !written) {
    return written.error();
  }
  context.Tell(Format({"credential of {} written to {}; carry the folder to their machine, then: "
                       "xunjian --identity DIR host list",
                       "{} 的凭据已写入 {}；请将该目录安全地交给本人，然后执行："
                       "xunjian --identity 目录 host list"},
                      options.name, options.folder));
  return 0;
}

Term RoleTerm(Role role, Language language) {
  return {std::string(ToString(role)), std::string(Label(role).In(language))};
}

Result<int> List(CommandContext& context, const ListOptions& options) {
  const auto format = ParseListingFormat(options.format);
  if (!format) return format.error();
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto operators = (*collector)->ListOperators(kNoActor);
  if (!operators) return operators.error();
  Listing listing{.schema = "xunjian.operators/1",
                  .key = "operators",
                  .columns = {{"id", {"ID", "编号"}},
                              {"name", {"NAME", "姓名"}},
                              {"role", {"ROLE", "角色"}},
                              {"site", {"SITE", "单位"}},
                              {"created_at", {"CREATED", "创建时间"}}}};
  for (const OperatorRow& row : *operators) {
    listing.rows.push_back(
        {row.id, row.name, RoleTerm(row.role, context.language()), row.site, row.created_at});
  }
  context.Print(listing, *format);
  return 0;
}

}  // namespace

void AddOperatorCommands(ContextTree& tree) {
  tree.AddGroup("operator", {"people who may use the collector", "可以使用采集器的人员"});
  auto create = std::make_shared<CreateOptions>();
  tree.Add("operator create",
           {{"make a credential for a person on another machine", "为其他机器上的人员生成凭据"},
            {{"xunjian --dir D operator create li.ming --role operator --output ./li.ming",
              {"writes key.pem, certificate.pem, ca.pem and operator.toml",
               "生成 key.pem、certificate.pem、ca.pem 和 operator.toml"}}}},
           [create](CommandContext& context) { return Create(context, *create); })
      .Argument("NAME", create->name, {"name of the person", "人员名称"})
      .Required("--role", "ROLE", create->role,
                {"viewer, operator, seat, expert, leader, admin or auditor",
                 "viewer、operator、seat、expert、leader、admin 或 auditor"})
      .Option("--site", "SITE", create->site, {"limits the credential to one site", "仅限某个单位"})
      .Required("--output", "DIR", create->folder, {"folder to write to", "写入的目录"});
  auto list = std::make_shared<ListOptions>();
  tree.Add("operator list",
           {{"list credentials", "列出凭据"},
            {{"xunjian --dir D operator list", {"who may do what", "谁有什么角色"}}}},
           [list](CommandContext& context) { return List(context, *list); })
      .Format(list->format);
}

}  // namespace xunjian
