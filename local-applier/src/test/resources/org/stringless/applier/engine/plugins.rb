# Loads all types, providers and functions of the modules in a directory, and prints what Puppet then knows of them and what it said.
#   ruby plugins.rb MODULES SCRATCH [DRIVER]   with a driver: as that has Puppet load
modules, scratch, driver = ARGV
require 'puppet'
if driver
  load driver
  Puppet::Util::Autoload.singleton_class.prepend(Driver::Autoload)
end
Puppet.initialize_settings(['--confdir', "#{scratch}/conf", '--vardir', "#{scratch}/var"])
said = []
Puppet::Util::Log.newdesttype(:list) { define_method(:handle) { |message| said << "said #{message.level} #{message.message}" } }
Puppet::Util::Log.newdestination(:list)

def told(what)
  "#{what} #{yield}"
rescue Exception => e # LoadError too
  "#{what} failed: #{e.class} #{e.message.lines.first&.chomp}"
end
names = ->(kind) { Dir.glob("#{modules}/*/lib/puppet/#{kind}/*.rb").map { |file| File.basename(file, '.rb') }.sort }
functions = lambda do
  names['parser/functions'].map { |name| told("function #{name}") { [Puppet::Parser::Functions.function(name), Puppet::Parser::Functions.arity(name)] } }
end
environments = %i[production other].map { |name| Puppet::Node::Environment.create(name, [modules]) }
$LOAD_PATH.concat(Dir.glob("#{modules}/*/lib"))
Puppet.override(environments: Puppet::Environments::Static.new(*environments), current_environment: environments.first) do
  require 'puppet/parser/functions/merge' # by its own name, as some modules do with each other's
  puts told('loadall') { Puppet::Type.loadall && 'done' }
  names['type'].each do |name|
    puts(told("type #{name}") { (type = Puppet::Type.type(name)) && [type.allattrs.sort, type.providers.sort] })
  end
  puts functions.call
  Puppet.override(current_environment: environments.last) { puts functions.call }
end
puts said
