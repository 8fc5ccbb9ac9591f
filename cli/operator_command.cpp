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

struct RevokeOptions {
  std::string name;
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

// The collector gave a credential that never reached the disk: it is taken back, so that the same
// command works once the folder is mended.
Error TakenBack(OperatorApi& collector, const CreateOptions& options, const Error& why) {
  if (collector.RevokeOperator(kNoActor, options.name)) {
    return why.WithContext(
        Format({"the credential of {} was not written and is revoked again; mend the folder, then "
                "run the same command",
                "{} 的凭据未能写入，已重新吊销；请修复目录后再次执行同一命令"},
               options.name));
  }
  return why.WithContext(Format(
      {"the credential of {0} was not written; mend the folder, run: xunjian operator revoke "
       "{0}, then this command again",
       "{0} 的凭据未能写入；请修复目录，执行 xunjian operator revoke {0}，再执行本命令"},
      options.name));
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
  FileStorage& storage = context.world().storage;
  if (const auto ready = PrepareIdentityFolder(storage, options.folder); !ready) {
    return ready.error();
  }
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto created =
      (*collector)
          ->CreateOperator(kNoActor, {.name = options.name, .role = *role, .site = options.site});
  if (!created) return created.error();
  if (const auto written = WriteOperatorIdentity(storage, options.folder, options.name, *created);
      !written) {
    return TakenBack(**collector, options, written.error());
  }
  context.Tell(Format({"credential of {} written to {}; carry the folder to their machine, then: "
                       "xunjian --identity DIR host list",
                       "{} 的凭据已写入 {}；请将该目录安全地交给本人，然后执行："
                       "xunjian --identity 目录 host list"},
                      options.name, options.folder));
  return 0;
}

Result<int> Revoke(CommandContext& context, const RevokeOptions& options) {
  const auto collector = context.Collector();
  if (!collector) return collector.error();
  const auto revoked = (*collector)->RevokeOperator(kNoActor, options.name);
  if (!revoked) return revoked.error();
  context.Tell(Format({"the credential of {} is refused from now on", "{} 的凭据即刻起被拒绝"},
                      options.name));
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
                              {"created_at", {"CREATED", "创建时间"}},
                              {"revoked_at", {"REVOKED", "吊销时间"}}}};
  for (const OperatorRow& row : *operators) {
    const Cell revoked = row.revoked_at ? Cell(*row.revoked_at) : Cell();
    listing.rows.push_back({row.id, row.name, RoleTerm(row.role, context.language()), row.site,
                            row.created_at, revoked});
  }
  context.Print(listing, *format);
  return 0;
}

void AddCreate(ContextTree& tree) {
  auto options = std::make_shared<CreateOptions>();
  tree.Add("operator create",
           {{"make a credential for a person on another machine", "为其他机器上的人员生成凭据"},
            {{"xunjian --dir D operator create li.ming --role operator --output ./li.ming",
              {"writes key.pem, certificate.pem, ca.pem and operator.toml",
               "生成 key.pem、certificate.pem、ca.pem 和 operator.toml"}}}},
           [options](CommandContext& context) { return Create(context, *options); })
      .Argument("NAME", options->name, {"name of the person", "人员名称"})
      .Required("--role", "ROLE", options->role,
                {"viewer, operator, seat, expert, leader, admin or auditor",
                 "viewer、operator、seat、expert、leader、admin 或 auditor"})
      .Option("--site", "SITE", options->site,
              {"limits the credential to one site", "仅限某个单位"})
      .Required("--output", "DIR", options->folder, {"folder to write to", "写入的目录"});
}

void AddRevoke(ContextTree& tree) {
  auto options = std::make_shared<RevokeOptions>();
  tree.Add("operator revoke",
           {{"refuse a person's credential from now on. The name stays theirs, because the "
             "timelines "
             "bear it: 'operator create' gives the same person a new credential",
             "即刻起拒绝某人的凭据。名称仍归其本人（时间线中有记录）："
             "可用 'operator create' 为同一人重新签发"},
            {{"xunjian --dir D operator revoke li.ming",
              {"the key was lost, or the person left", "密钥丢失，或人员离岗"}}}},
           [options](CommandContext& context) { return Revoke(context, *options); })
      .Argument("NAME", options->name, {"name of the person", "人员名称"});
}

void AddList(ContextTree& tree) {
  auto options = std::make_shared<ListOptions>();
  tree.Add("operator list",
           {{"list credentials", "列出凭据"},
            {{"xunjian --dir D operator list", {"who may do what", "谁有什么角色"}}}},
           [options](CommandContext& context) { return List(context, *options); })
      .Format(options->format);
}

}  // namespace

void AddOperatorCommands(ContextTree& tree) {
  tree.AddGroup("operator", {"people who may use the collector", "可以使用采集器的人员"});
  AddCreate(tree);
  AddRevoke(tree);
  AddList(tree);
}

}  // namespace xunjian
